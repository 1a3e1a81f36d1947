import type { Example } from './dataset-store.js';
import { stableStringify } from './stable-stringify.js';

const MOST_QUANTILES = 10;
const FEWEST_IN_A_QUANTILE = 10;

function numberOf({ expected }: Example): number {
  const value = typeof expected === 'string' && expected.trim() !== '' ? Number(expected) : expected;
  return typeof value === 'number' ? value : Number.NaN;
}

/**
 * Groups of examples whose answers are alike, so that each split sees them in like shares: of one label where the answers
 * are labels, of one quantile where they are numbers, all together otherwise.
 */
export function strataOf<Group extends readonly Example[]>(groups: readonly Group[]): readonly (readonly Group[])[] {
  const byLabel = new Map<string, Group[]>();
  for (const group of groups) {
    const label = stableStringify(group[0]!.expected ?? null);
    const alike = byLabel.get(label);
    if (alike === undefined) byLabel.set(label, [group]);
    else alike.push(group);
  }
  if (byLabel.size > 1 && byLabel.size <= groups.length / 2) {
    return [...byLabel.keys()].toSorted().map((label) => byLabel.get(label)!);
  }
  const numbers = new Map(groups.map((group) => [group, numberOf(group[0]!)]));
  const quantiles = Math.min(MOST_QUANTILES, Math.floor(groups.length / FEWEST_IN_A_QUANTILE));
  if (quantiles < 2 || ![...numbers.values()].every((number) => Number.isFinite(number))) return [groups];
  const sorted = groups.toSorted((a, b) => numbers.get(a)! - numbers.get(b)!);
  return Array.from({ length: quantiles }, (_, at) =>
    sorted.slice(Math.round((at * sorted.length) / quantiles), Math.round(((at + 1) * sorted.length) / quantiles)),
  );
}
