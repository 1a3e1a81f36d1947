import type { Split } from './dataset-store.js';

/** Examples that are not pinned become all three splits, so they count for a whole. */
const weights: Readonly<Record<Split | 'free', number>> = { train: 0.4, validation: 0.3, test: 0.3, free: 1 };

/**
 * How many examples a sample takes of each pinned split and of the free ones: small ones whole, the rest by weight, as
 * many as `most` together where there are so many.
 */
export function sampleAllotments(
  sizes: Readonly<Record<Split | 'free', number>>,
  most: number,
): Readonly<Record<Split | 'free', number>> {
  const taken = { train: 0, validation: 0, test: 0, free: 0 };
  let left = most;
  // The most crowded come last, and share what the others leave.
  const groups = (Object.keys(weights) as (Split | 'free')[])
    .filter((group) => sizes[group] > 0)
    .toSorted((a, b) => sizes[a] / weights[a] - sizes[b] / weights[b]);
  let weight = groups.reduce((sum, group) => sum + weights[group], 0);
  for (const group of groups) {
    taken[group] = Math.min(sizes[group], Math.round((left * weights[group]) / weight));
    left -= taken[group];
    weight -= weights[group];
  }
  return taken;
}
