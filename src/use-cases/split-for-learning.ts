import type { SplitDataset } from '../datasets/split-examples.js';
import { withoutLeaks } from '../datasets/without-leaks.js';

const SHOWN = 5;
const idsOf = (ids: readonly string[]) => `${ids.slice(0, SHOWN).join(', ')}${ids.length > SHOWN ? ', ...' : ''}`;

/** What a search may learn and choose from: nothing that is held out elsewhere; and a sentence on what was left out. */
export function splitForLearning(drawn: SplitDataset): {
  readonly split: SplitDataset;
  readonly warnings: readonly string[];
} {
  const { split, leaks } = withoutLeaks(drawn);
  const lost = [...leaks.validation, ...leaks.train];
  if (lost.length === 0) return { split, warnings: [] };
  const warning = `${leaks.train.length} training and ${leaks.validation.length} validation examples were left out, because their inputs, or nearly the same, are held out in another split: ${idsOf(lost)}.`;
  return { split, warnings: [warning] };
}
