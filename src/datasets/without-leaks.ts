import type { Example } from './dataset-store.js';
import { nearKey } from './example-keys.js';
import type { SplitDataset } from './split-examples.js';

/** Ids of the examples that a split lost, because their inputs, or nearly the same, are held out elsewhere. */
export interface Leaks {
  readonly train: readonly string[];
  readonly validation: readonly string[];
}

/** Leaves inputs that stand in several splits in the most held-out one: test, then validation. */
export function withoutLeaks({ train, validation, test }: SplitDataset): {
  readonly split: SplitDataset;
  readonly leaks: Leaks;
} {
  const heldOut = new Set(test.map(nearKey));
  const kept = (examples: readonly Example[]) => examples.filter((example) => !heldOut.has(nearKey(example)));
  const split = { test, validation: kept(validation), train: [] as readonly Example[] };
  for (const example of split.validation) heldOut.add(nearKey(example));
  split.train = kept(train);
  const lost = (all: readonly Example[], left: readonly Example[]) => {
    const rest = new Set(left);
    return all.filter((example) => !rest.has(example)).map(({ id }) => id);
  };
  return { split, leaks: { train: lost(train, split.train), validation: lost(validation, split.validation) } };
}
