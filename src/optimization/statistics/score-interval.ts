import { mean, variance, type Interval } from './interval.js';
import { tQuantile } from './t-quantile.js';

const Z = 1.959964;

/** Wilson's interval of a share; honest for few examples and for shares of 0 and 1. */
function wilson(share: number, count: number): Interval {
  const denominator = 1 + Z ** 2 / count;
  const centre = (share + Z ** 2 / (2 * count)) / denominator;
  const half = (Z / denominator) * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2));
  return {
    mean: share,
    low: Math.min(share, Math.max(0, centre - half)),
    high: Math.max(share, Math.min(1, centre + half)),
  };
}

/**
 * The mean of scores between 0 and 1 with a 95% interval: Wilson's where all are 0 or 1, Student's t elsewhere. Equal
 * scores say nothing about their spread, so they get Wilson's too: no spread on [0, 1] is wider than its.
 */
export function scoreInterval(scores: readonly number[]): Interval {
  if (scores.length === 0) return { mean: 0, low: 0, high: 1 };
  const centre = mean(scores);
  const spread = variance(scores);
  if (spread < 1e-12 || scores.every((score) => score === 0 || score === 1)) return wilson(centre, scores.length);
  const half = tQuantile(scores.length - 1) * Math.sqrt(spread / scores.length);
  return { mean: centre, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
