import type { SplitDataset } from '../../datasets/split-examples.js';
import { withoutLeaks } from '../../datasets/without-leaks.js';
import { ByomError } from '../../sdk/index.js';

const SHOWN = 5;
const idsOf = (ids: readonly string[]) => `${ids.slice(0, SHOWN).join(', ')}${ids.length > SHOWN ? ', ...' : ''}`;

/** What a search may learn and choose from: nothing that is held out elsewhere; and a sentence on what was left out. */
export function splitForLearning(drawn: SplitDataset): {
  readonly split: SplitDataset;
  readonly warnings: readonly string[];
} {
  const { split, leaks } = withoutLeaks(drawn);
  if (drawn.validation.length > 0 && split.validation.length === 0) {
    throw new ByomError(
      'BAD_USER_INPUT',
      'All validation examples have inputs, or nearly the same, that are also in the test split: none is left to choose by.',
    );
  }
  const lost = [...leaks.validation, ...leaks.train];
  if (lost.length === 0) return { split, warnings: [] };
  const warning = `${leaks.train.length} training and ${leaks.validation.length} validation examples were left out, because their inputs, or nearly the same, are held out in another split: ${idsOf(lost)}.`;
  return { split, warnings: [warning] };
}
