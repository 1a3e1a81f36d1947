import { mean, variance, type Interval } from './interval.js';
import { tQuantile } from './t-quantile.js';

const clamped = (centre: number, low: number, high: number): Interval => ({
  mean: centre,
  low: Math.max(-1, Math.min(centre, low)),
  high: Math.min(1, Math.max(centre, high)),
});

/** Bonett and Price's (2012): as if one example more had gained in full, and one more had lost. */
function adjusted(differences: readonly number[]): Interval {
  const count = differences.length + 2;
  const total = differences.reduce((sum, value) => sum + value, 0);
  const squares = differences.reduce((sum, value) => sum + value ** 2, 0) + 2;
  const half = tQuantile(count - 1) * Math.sqrt(Math.max(0, squares - total ** 2 / count) / count ** 2);
  return clamped(mean(differences), total / count - half, total / count + half);
}

/**
 * The mean difference of two prompts over the same examples, with a 95% interval: Bonett and Price's where scores are
 * right or wrong (or where all differences are equal, which says nothing about their spread), Student's t elsewhere.
 */
export function pairedGain(differences: readonly number[]): Interval {
  if (differences.length === 0) return { mean: 0, low: -1, high: 1 };
  const spread = variance(differences);
  if (spread < 1e-12 || differences.every((value) => value === 0 || Math.abs(value) === 1))
    return adjusted(differences);
  const centre = mean(differences);
  const half = tQuantile(differences.length - 1) * Math.sqrt(spread / differences.length);
  return clamped(centre, centre - half, centre + half);
}
