import type { SearchExample } from '../../src/optimization/algorithms/search.js';
import { seededRandom } from '../../src/optimization/seeded-random.js';

export interface Row {
  readonly message: string;
  readonly expected: string;
}

const sizes = { train: 60, validation: 60, test: 200 };

/** Seeded, disjoint splits: at most 60 to learn from, 60 to choose by and 200 to measure with; less of each from few rows. */
export function splitRows(
  name: string,
  rows: readonly Row[],
): Readonly<Record<keyof typeof sizes, readonly SearchExample[]>> {
  const unique = [...new Map(rows.map((row) => [row.message, row])).values()];
  const examples = seededRandom('bench', name)
    .shuffled(unique)
    .map(({ message, expected }, index) => ({ id: `${name}-${index}`, inputs: { message }, expected }));
  const scale = Math.min(1, examples.length / (sizes.train + sizes.validation + sizes.test));
  const [train, validation] = [Math.floor(sizes.train * scale), Math.floor(sizes.validation * scale)];
  return {
    train: examples.slice(0, train),
    validation: examples.slice(train, train + validation),
    test: examples.slice(train + validation, train + validation + sizes.test),
  };
}
