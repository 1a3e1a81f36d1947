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
  const evidence = labels.map((_, at) => {
    const weights = new Map<string, number>();
    const add = (text: string, weight: number) => {
      for (const token of new Set(tokens(text))) weights.set(token, (weights.get(token) ?? 0) + weight);
    };
    add(names[at] ?? '', 0.7);
    add(described[at] ?? '', 1);
    for (const [example, text] of examples.entries()) if (shown[example] === labels[at]) add(text, 0.6);
    return weights;
  });
  const similarity = new TextSimilarity([...names, ...described, ...examples]);
  const asked = [...new Set(tokens(input))];
  const total = new Map(
    asked.map((token) => [token, evidence.reduce((sum, weights) => sum + (weights.get(token) ?? 0), 0)]),
  );
  let best = { label: labels[0] ?? '', score: -Infinity };
  for (const [at, label] of labels.entries()) {
    // A word speaks for an answer by its share of all that the prompt ties it to, so plain words speak for none.
    const told = asked.reduce((sum, token) => {
      const weight = evidence[at]?.get(token) ?? 0;
      return sum + weight / ((total.get(token) ?? 0) + 0.8);
    }, 0);
    const nearest = Math.max(
      0,
      ...examples.flatMap((text, example) => (shown[example] === label ? [similarity.between(input, text)] : [])),
    );
    const excluded = new Set(tokens(guidance((guidelines.exclusions.get(label) ?? []).join(' ')).join(' ')));
    const score =
      told / Math.sqrt(asked.length + 1) +
      0.1 * similarity.between(input, names[at] ?? '') +
      0.5 * nearest ** 2 -
      0.5 * asked.filter((token) => excluded.has(token)).length +
      attention.noise * seededNoise(`${label}\n${input}`);
    if (score > best.score) best = { label, score };
  }
  return best.label;
}
