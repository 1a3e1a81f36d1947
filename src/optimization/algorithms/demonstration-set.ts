import type { SeededRandom } from '../seeded-random.js';
import type { CandidatePrompt, SearchExample } from './search.js';
import { spreadOverLabels } from './label-of.js';

/**
 * Training examples as demonstrations: the hard ones first, spread over labels, as many as fit. What is hardest stands
 * last, nearest to the question.
 */
export function demonstrationSet(options: {
  readonly train: readonly SearchExample[];
  /** Those that the prompt is known to get wrong. */
  readonly hard: ReadonlySet<SearchExample>;
  readonly size: number;
  readonly characters: number;
  readonly random: SeededRandom;
}): CandidatePrompt['demonstrations'] {
  const { train, hard, size, characters, random } = options;
  const usable = random.shuffled(train.filter((example) => example.expected !== undefined));
  const ordered = spreadOverLabels([
    ...usable.filter((example) => hard.has(example)),
    ...usable.filter((example) => !hard.has(example)),
  ]);
  const chosen: { inputs: SearchExample['inputs']; expected: NonNullable<SearchExample['expected']> | null }[] = [];
  let used = 0;
  for (const { inputs, expected } of ordered) {
    if (chosen.length === size) break;
    const length = JSON.stringify(inputs).length + JSON.stringify(expected).length;
    if (used + length > characters) continue;
    used += length;
    chosen.push({ inputs, expected: expected! });
  }
  return chosen.toReversed();
}
