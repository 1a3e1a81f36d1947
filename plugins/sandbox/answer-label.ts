import type { Guidelines } from './read-guidelines.js';
import { seededNoise, seededRandom } from './seeded-random.js';
import type { Demonstration } from './text-demonstrations.js';
import { TextSimilarity } from './text-similarity.js';
import { isContentWord, stem, tokens, words } from './tokens.js';

/** How well a simulated model reads. */
export interface Attention {
  /** Stems of guidance that are read in full; of more, a growing part is overlooked. */
  readonly span: number;
  /** Deviation of the noise on each answer's score. */
  readonly noise: number;
}

/** Words of guidance that say nothing about what they describe. */
const guidanceWords = new Set(
  (
    'answer label category intent message ticket text input mention mentions mentioning say says saying contain contains ' +
    'word words such like example customer user asks asking about describes describing related regarding use choose pick ' +
    'not only includes including typical typically often something anything someone wants says talk talks either e g eg'
  )
    .split(' ')
    .map(stem),
);

const guidance = (text: string) =>
  words(text)
    .filter(isContentWord)
    .filter((word) => !guidanceWords.has(stem(word)));

/** Part of the guidance, where there is more than the attention spans; which part depends on the input alone. */
function attended(texts: readonly string[], seed: string, attention: Attention): string[] {
  const size = texts.reduce((sum, text) => sum + words(text).length, 0);
  if (size <= attention.span) return [...texts];
  const overlooked = Math.min(0.6, 0.5 * (1 - attention.span / size));
  return texts.map((text) =>
    words(text)
      .filter((word) => seededRandom(`${seed}\n${word}`)() >= overlooked)
      .join(' '),
  );
}

/** Chooses among the answers that a prompt allows or shows by their likeness to the input. */
export function answerLabel(
  input: string,
  guidelines: Guidelines,
  demonstrations: readonly Demonstration[],
  attention: Attention,
): string {
  const shown = demonstrations.map((demonstration) => demonstration.output.trim());
  const labels = [...new Set([...guidelines.labels, ...shown])];
  const names = labels.map((label) => words(label).join(' '));
  const described = attended(
    labels.map((label) => guidance((guidelines.descriptions.get(label) ?? []).join(' ')).join(' ')),
    input,
    attention,
  );
  const examples = attended(
    demonstrations.map(({ input: text }) => text),
    input,
    attention,
  );
  const documents = labels.map((_, at) =>
    [names[at], described[at], ...examples.filter((_text, example) => shown[example] === labels[at])].join(' '),
  );
  const similarity = new TextSimilarity(documents);
  const inInput = new Set(tokens(input));
  let best = { label: labels[0] ?? '', score: -Infinity };
  for (const [at, label] of labels.entries()) {
    const description = described[at] ?? '';
    const hits = [...new Set(tokens(description))].filter((token) => inInput.has(token));
    const evidence = hits.reduce((sum, token) => sum + similarity.rarity(token), 0);
    const nearest = examples
      .flatMap((text, example) => (shown[example] === label ? [similarity.between(input, text)] : []))
      .toSorted((a, b) => b - a);
    const excluded = tokens(guidance((guidelines.exclusions.get(label) ?? []).join(' ')).join(' '));
    const score =
      0.7 * similarity.between(input, names[at] ?? '') +
      0.6 * similarity.between(input, description) +
      0.12 * evidence +
      0.9 * (nearest[0] ?? 0) +
      0.3 * (nearest[1] ?? 0) -
      0.3 * excluded.filter((token) => inInput.has(token)).length +
      attention.noise * seededNoise(`${label}\n${input}`);
    if (score > best.score) best = { label, score };
  }
  return best.label;
}
