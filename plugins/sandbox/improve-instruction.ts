import { numbersIn, operations } from './answer-number.js';
import { fieldGuidelines } from './field-guidelines.js';
import { labelGuidelines } from './label-guidelines.js';
import type { ImprovementRequest } from './read-improvement-request.js';
import { readFormat } from './read-format.js';
import { readObject } from './read-json.js';
import { seededRandom } from './seeded-random.js';
import { words } from './tokens.js';

const numeric = /^\s*[$€£]?-?\d[\d,]*(?:\.\d+)?\s*$/;

/** Inserts before the part that holds the first variable, so that the input stays last. */
function inserted(instruction: string, addition: readonly string[]): string {
  if (addition.length === 0) return instruction;
  const lines = instruction.trimEnd().split('\n');
  const at = lines.findIndex((line) => /\{\{[^}]+\}\}/.test(line));
  if (at === -1) return [...lines, ...addition].join('\n');
  return [...lines.slice(0, at), ...addition, ...(at === 0 ? [''] : []), ...lines.slice(at)].join('\n');
}

/** What people wrote about the failures, where it says more than that the answer was wrong. */
function remarks(request: ImprovementRequest): string[] {
  const expected = new Set(request.outcomes.map((outcome) => outcome.expected?.toLowerCase()));
  const generic =
    /^(?:correct|wrong|incorrect|right|expected\b|the answer (?:was|is)|score|mismatch|no match|partly|missing|the (?:correct|expected|output|model)|got\b|should be|differs)/i;
  const texts = request.outcomes.flatMap((outcome) =>
    (outcome.feedback ?? '')
      .replace(/\b(?:expected|got|right:?|wanted)\s*`[^`]*`/gi, '.')
      .replace(/^[\s.,;]+/, '')
      .split(/(?<=[.!?])\s+|\n/),
  );
  return [...new Set(texts.map((text) => text.replace(/^[\s.,;]+/, '').trim()))]
    .filter((text) => words(text).length >= 5 && !generic.test(text) && !request.instruction.includes(text))
    .filter(
      (text) =>
        !expected.has(text.toLowerCase()) &&
        !/\b(?:expected|but (?:got|was)|instead of|the output|your answer)\b/i.test(text),
    )
    .slice(0, 6);
}

function numberGuidelines(request: ImprovementRequest): string[] {
  const samples = request.outcomes.flatMap(({ input, expected }) =>
    expected === undefined ? [] : [{ numbers: numbersIn(input), wanted: Number(expected.replace(/[^\d.-]/g, '')) }],
  );
  const explained = operations
    .map((operation) => ({
      operation,
      share:
        samples.filter(
          ({ numbers, wanted }) => numbers.length > 1 && Math.abs(operation.apply(numbers) - wanted) < 1e-6,
        ).length / samples.length,
    }))
    .toSorted((a, b) => b.share - a.share)[0];
  const known = operations.some((operation) => operation.asked.test(request.instruction));
  return explained !== undefined && explained.share >= 0.5 && !known ? [explained.operation.wording] : [];
}

/** What the expected answers have in common in their form, said as a rule. */
function formatRules(request: ImprovementRequest, random: () => number): string[] {
  const format = readFormat(request.instruction);
  const wanted = request.outcomes.flatMap((outcome) => (outcome.expected === undefined ? [] : [outcome.expected]));
  if (wanted.length === 0 || format.bare) return [];
  const pick = (choices: readonly string[]) => choices[Math.floor(random() * choices.length)] ?? '';
  if (wanted.every((answer) => readObject(answer) !== undefined)) return [];
  if (wanted.every((answer) => numeric.test(answer)))
    return [pick(['Answer with the number only.', 'Reply with just the number and nothing else.'])];
  const lower =
    wanted.every((answer) => answer === answer.toLowerCase()) && wanted.some((answer) => /[a-z]/.test(answer));
  return [
    pick([
      'Answer with the answer only, without any explanation.',
      'Reply with the answer alone: only the answer, no other words.',
      'Give only the answer and nothing else.',
    ]) + (lower && format.letters === undefined ? ' Write it in lower case.' : ''),
  ];
}

/** Writes a new instruction from what an old one got wrong; it keeps what the old one says. */
export function improveInstruction(request: ImprovementRequest, seed: string): string {
  const random = seededRandom(seed);
  const wanted = request.outcomes.flatMap((outcome) => (outcome.expected === undefined ? [] : [outcome.expected]));
  const remarked = remarks(request);
  if (wanted.length > 0 && wanted.every((answer) => readObject(answer) !== undefined)) {
    return inserted(request.instruction, [...fieldGuidelines(request, random), ...remarked]);
  }
  const format = formatRules(request, random);
  if (wanted.length > 0 && wanted.every((answer) => numeric.test(answer))) {
    return inserted(request.instruction, [...numberGuidelines(request), ...remarked, ...format]);
  }
  const labelled = labelGuidelines(request, random);
  return inserted(labelled.instruction, [...labelled.added, ...remarked, ...format]);
}
