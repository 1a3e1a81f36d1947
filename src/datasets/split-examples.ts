import { hash } from 'node:crypto';
import { ByomError } from '../sdk/index.js';
import { apportionSplits } from './apportion-splits.js';
import type { Example, Split } from './dataset-store.js';
import { nearKey } from './example-keys.js';
import { strataOf } from './strata-of.js';

export interface SplitShares {
  /** Of the examples that are not pinned; 0.3 where left out, 0 where the split has pinned examples. */
  readonly validation?: number;
  readonly test?: number;
}

export interface SplitDataset {
  readonly train: readonly Example[];
  readonly validation: readonly Example[];
  readonly test: readonly Example[];
}

const DEFAULT_SHARE = 0.3;

function checkedShare(name: string, share: number | undefined, pinned: boolean): number {
  if (share === undefined) return pinned ? 0 : DEFAULT_SHARE;
  if (!Number.isFinite(share) || share < 0 || share > 1) {
    throw new ByomError('BAD_USER_INPUT', `\`${name}\` is a number from 0 to 1.`);
  }
  return share;
}

/** The most held out where a group is pinned to several. */
function pinOf(group: readonly Example[]): Split | undefined {
  return (['test', 'validation', 'train'] as const).find((split) => group.some((example) => example.split === split));
}

/**
 * Draws the splits. Pinned examples stay where they are; examples with the same or nearly the same inputs go to one
 * split, so that none is tested on what it was trained on; each split sees like answers in like shares. The same
 * examples and the same `random` give the same splits, in whatever order, and a few more examples move few of the others.
 */
export function splitExamples(
  examples: readonly Example[],
  shares: SplitShares,
  random: { next(): number },
): SplitDataset {
  const pins = new Set(examples.flatMap((example) => example.split ?? []));
  const validation = checkedShare('validationShare', shares.validation, pins.has('validation'));
  const test = checkedShare('testShare', shares.test, pins.has('test'));
  if (validation + test > 1) {
    throw new ByomError('BAD_USER_INPUT', '`validationShare` and `testShare` together are at most 1.');
  }

  const groups = new Map<bigint, Example[]>();
  for (const example of examples) {
    const key = nearKey(example);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [example]);
    else group.push(example);
  }
  const salt = random.next();
  const chosen = new Map<Example, Split>();
  const places = new Map<readonly Example[], string>();
  for (const [key, group] of groups) {
    const pin = pinOf(group);
    if (pin === undefined) places.set(group, hash('sha256', `${salt} ${key}`));
    else for (const example of group) chosen.set(example, example.split ?? pin);
  }

  const strata = strataOf([...places.keys()]);
  const sizes = strata.map((stratum) => stratum.reduce((sum, group) => sum + group.length, 0));
  const rows = apportionSplits(sizes, { validation, test });
  for (const [at, stratum] of strata.entries()) {
    const left = { ...rows[at]! };
    for (const group of stratum.toSorted((a, b) => (places.get(a)! < places.get(b)! ? -1 : 1))) {
      const room = (['test', 'validation'] as const).find(
        (split) => left[split] >= group.length / 2 && left[split] > 0,
      );
      const split = room ?? 'train';
      left[split] -= group.length;
      for (const example of group) chosen.set(example, split);
    }
  }

  const of = (split: Split) => examples.filter((example) => chosen.get(example) === split);
  return { train: of('train'), validation: of('validation'), test: of('test') };
}
