import { stableStringify } from './stable-stringify.js';
import { ByomError } from '../sdk/index.js';
import type { Example, Split } from './dataset-store.js';

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

/** Examples of one label stay together where the answers are labels, so that each split sees them in like shares. */
function strata(groups: readonly (readonly Example[])[]): (readonly Example[])[][] {
  const byLabel = new Map<string, (readonly Example[])[]>();
  for (const group of groups) {
    const label = stableStringify(group[0]!.expected ?? null);
    byLabel.set(label, [...(byLabel.get(label) ?? []), group]);
  }
  const labelled = byLabel.size > 1 && byLabel.size <= groups.length / 2;
  return labelled ? [...byLabel.keys()].toSorted().map((label) => byLabel.get(label)!) : [[...groups]];
}

/**
 * Draws the splits. Pinned examples stay where they are; examples with equal inputs go to one split, so that none is
 * tested on what it was trained on; labels are spread evenly. The same examples and the same `random` give the same splits.
 */
export function splitExamples(
  examples: readonly Example[],
  shares: SplitShares,
  random: { shuffled<T>(items: readonly T[]): T[] },
): SplitDataset {
  const pins = new Set(examples.flatMap((example) => example.split ?? []));
  const validation = checkedShare('validationShare', shares.validation, pins.has('validation'));
  const test = checkedShare('testShare', shares.test, pins.has('test'));
  if (validation + test > 1) {
    throw new ByomError('BAD_USER_INPUT', '`validationShare` and `testShare` together are at most 1.');
  }

  const chosen = new Map<Example, Split>();
  const byInputs = new Map<string, Example[]>();
  for (const example of examples) {
    const key = stableStringify(example.inputs);
    byInputs.set(key, [...(byInputs.get(key) ?? []), example]);
  }
  const free: (readonly Example[])[] = [];
  for (const group of byInputs.values()) {
    const pin = group.find((example) => example.split !== undefined)?.split;
    if (pin === undefined) free.push(group);
    else for (const example of group) chosen.set(example, example.split ?? pin);
  }

  // Cumulative targets, so that the roundings of many small labels do not add up.
  const given = { test: 0, validation: 0, all: 0 };
  for (const stratum of strata(free)) {
    for (const group of random.shuffled(stratum)) {
      given.all += group.length;
      const lacks = { test: test * given.all - given.test, validation: validation * given.all - given.validation };
      const split =
        lacks.test >= 0.5 && lacks.test >= lacks.validation ? 'test' : lacks.validation >= 0.5 ? 'validation' : 'train';
      if (split !== 'train') given[split] += group.length;
      for (const example of group) chosen.set(example, split);
    }
  }

  const of = (split: Split) => examples.filter((example) => chosen.get(example) === split);
  return { train: of('train'), validation: of('validation'), test: of('test') };
}
