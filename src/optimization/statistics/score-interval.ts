import { effectiveSize } from './effective-size.js';
import { mean, type Interval } from './interval.js';
import { normalQuantile } from './normal-quantile.js';

/**
 * The mean of scores between 0 and 1 with its interval: Wilson's of a share, over the effective number of outcomes where
 * scores are graded. It leans inwards near 0 and 1, where an interval of equal arms misses most.
 */
export function scoreInterval(scores: readonly number[], level = 0.95): Interval {
  if (scores.length === 0) return { mean: 0, low: 0, high: 1 };
  const centre = mean(scores);
  const spread = scores.reduce((sum, score) => sum + (score - centre) ** 2, 0) / scores.length;
  const size = effectiveSize(scores.length, spread, centre * (1 - centre), level);
  const z = normalQuantile((1 + level) / 2);
  const middle = (centre + z ** 2 / (2 * size)) / (1 + z ** 2 / size);
  const half =
    (z * Math.sqrt(Math.max(0, centre * (1 - centre)) / size + z ** 2 / (4 * size ** 2))) / (1 + z ** 2 / size);
  return {
    mean: centre,
    low: Math.min(centre, Math.max(0, middle - half)),
    high: Math.max(centre, Math.min(1, middle + half)),
  };
}
