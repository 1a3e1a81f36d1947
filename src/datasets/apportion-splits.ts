import type { Split } from './dataset-store.js';

type Rows = Record<Split, number>;

const SLIP = 1e-9;

/**
 * How many rows of each stratum go to each split: in every stratum its share, rounded up or down, and so that the
 * roundings of many small strata do not add up.
 */
export function apportionSplits(
  sizes: readonly number[],
  shares: { readonly validation: number; readonly test: number },
): readonly Readonly<Rows>[] {
  const share: Readonly<Rows> = { ...shares, train: Math.max(0, 1 - shares.validation - shares.test) };
  const owed: Rows = { test: 0, validation: 0, train: 0 };
  const all = ['test', 'validation', 'train'] as const;
  return sizes.map((size) => {
    const rows: Rows = { test: 0, validation: 0, train: 0 };
    for (const split of all) {
      rows[split] = Math.floor(size * share[split] + SLIP);
      owed[split] += size * share[split] - rows[split];
    }
    const left = size - rows.test - rows.validation - rows.train;
    const broken = all.filter((split) => size * share[split] - rows[split] > SLIP);
    for (const split of broken.toSorted((a, b) => owed[b] - owed[a]).slice(0, left)) {
      rows[split] += 1;
      owed[split] -= 1;
    }
    return rows;
  });
}
