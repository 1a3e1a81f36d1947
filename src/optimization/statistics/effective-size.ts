import { normalQuantile } from './normal-quantile.js';
import { tQuantile } from './t-quantile.js';

const SPREADLESS = 1e-12;

/**
 * How many right-or-wrong outcomes say as much about the mean as these graded ones: as many as there are where they are
 * right or wrong, more the less they spread, and fewer again for having had to estimate that spread. Equal values say
 * nothing about their spread, and count as right or wrong.
 */
export function effectiveSize(count: number, spread: number, widest: number, level: number): number {
  if (spread < SPREADLESS || widest < SPREADLESS) return count;
  const graded = 1 - spread / widest;
  const known = (normalQuantile((1 + level) / 2) / tQuantile(count - 1, level)) ** 2 * ((count - 1) / count);
  return ((count * widest) / spread) * (1 - graded * (1 - known));
}
