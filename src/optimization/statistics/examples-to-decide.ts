import { normalQuantile } from './normal-quantile.js';

/** What an experiment is planned for: to find a true gain of this size four times in five. */
const POWER = 0.8;
const MOST = 10_000_000;

/**
 * How many examples it takes in all for a gain of the size seen to show, at the spread seen, with a power of 80% at the 5%
 * level; undefined where there is no gain to show, or where no data set would be large enough.
 */
export function examplesToDecide(
  gain: { readonly mean: number; readonly low: number; readonly high: number },
  examples: number,
): number | undefined {
  if (gain.mean <= 0) return undefined;
  const z = normalQuantile(0.975);
  const error = (gain.high - gain.low) / 2 / z;
  const needed = Math.ceil(examples * (((z + normalQuantile(POWER)) * error) / gain.mean) ** 2);
  return needed <= MOST ? needed : undefined;
}
