import type { ImprovementRequest } from './read-improvement-request.js';
import { readGuidelines } from './read-guidelines.js';
import { isContentWord, stem, words } from './tokens.js';

interface Labelled {
  readonly instruction: string;
  readonly added: readonly string[];
}

/** Most words that a guideline names; longer ones would tire the reader. */
const longest = 22;

/** Words of the inputs that speak for one answer against the others, most telling first. */
function tellingWords(texts: readonly string[], others: readonly string[], random: () => number): string[] {
  const within = (list: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const text of list) {
      for (const token of new Set(words(text).filter(isContentWord).map(stem)))
        counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    return counts;
  };
  const here = within(texts);
  const there = within(others);
  const spelled = new Map(texts.flatMap((text) => words(text).map((word) => [stem(word), word] as const)));
  return [...here]
    .filter(([token]) => token.length > 2 && !/^\d+$/.test(token))
    .map(([token, count]) => {
      const contrast =
        Math.log((count + 0.3) / (texts.length + 1)) - Math.log(((there.get(token) ?? 0) + 0.3) / (others.length + 1));
      return { token, score: contrast * Math.sqrt(count) + 0.4 * random() };
    })
    .filter(({ score }) => score > 0.3)
    .toSorted((a, b) => b.score - a.score)
    .map(({ token }) => spelled.get(token) ?? token);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Adds to each expected answer the words by which its inputs can be told, extending guidelines that are there. */
export function labelGuidelines(request: ImprovementRequest, random: () => number): Labelled {
  const shown = request.outcomes.flatMap(({ input, output, expected }) =>
    expected === undefined ? [] : [{ input, expected: expected.trim(), failed: output?.trim() !== expected.trim() }],
  );
  const expected = [...new Set(shown.map((one) => one.expected))];
  // Answers that are sentences or copied values are no labels: words about them would guide nobody.
  const copied = shown.filter((one) => one.input.includes(one.expected)).length > shown.length * 0.7;
  if (copied || expected.some((label) => label.split(/\s+/).length > 6))
    return { instruction: request.instruction, added: [] };
  const guidelines = readGuidelines(request.instruction);
  const lead = ['mentions of', 'words such as', 'typically about'][Math.floor(random() * 3)] ?? 'words such as';
  let instruction = request.instruction;
  const added: string[] = [];
  for (const label of expected) {
    const mine = shown.filter((one) => one.expected === label);
    if (!mine.some((one) => one.failed) && guidelines.descriptions.has(label)) continue;
    const others = shown.filter((one) => one.expected !== label).map((one) => one.input);
    const said = new Set((guidelines.descriptions.get(label) ?? []).flatMap((text) => words(text).map(stem)));
    const room = Math.max(0, longest - said.size);
    const telling = tellingWords(
      mine.map((one) => one.input),
      others,
      random,
    )
      .filter((word) => !said.has(stem(word)) && random() > 0.1)
      .slice(0, Math.min(room, 5 + Math.floor(random() * 4)));
    if (telling.length === 0) continue;
    const line = new RegExp(
      String.raw`^([ \t]*(?:[-*•+]|\d+[.)])\s+[\x60"'*]*${escaped(label)}[\x60"'*]*\s*[:—–-].*)$`,
      'm',
    );
    if (line.test(instruction)) {
      instruction = instruction.replace(
        line,
        (whole: string) => `${whole.replace(/[.;,]?\s*$/, '')}, ${telling.join(', ')}`,
      );
    } else {
      added.push(`- ${label}: ${lead} ${telling.join(', ')}`);
    }
  }
  if (added.length > 0 && !/^how to tell the answers apart:$/im.test(instruction))
    added.unshift('How to tell the answers apart:');
  const heading = /^how to tell the answers apart:$/im.exec(instruction);
  if (heading !== null && added.length > 0) {
    const end = heading.index + heading[0].length;
    instruction = `${instruction.slice(0, end)}\n${added.join('\n')}${instruction.slice(end)}`;
    added.length = 0;
  }
  const all = [...new Set([...request.labels, ...expected])];
  const listing = all.length >= 2 && all.some((label) => !guidelines.labels.includes(label));
  return {
    instruction,
    added: [...(listing ? [`Answer with one of: ${all.join(', ')}.`] : []), ...added],
  };
}
