import { answerLabel, type Attention } from './answer-label.js';
import type { Guidelines } from './read-guidelines.js';
import { readGuidelines } from './read-guidelines.js';
import type { Demonstration } from './text-demonstrations.js';
import { tokens } from './tokens.js';
import { shapeOf, typedValues, valuesOf } from './typed-values.js';

/** One thing to be found in an input. */
export interface Wanted {
  readonly name: string;
  /** What the instructions say of it. */
  readonly description: string;
  /** Inputs shown with their values. */
  readonly demonstrations: readonly Demonstration[];
}

const before = (text: string, value: string) => tokens(text.slice(0, text.indexOf(value))).slice(-3);

function byDemonstrations(input: string, shown: readonly Demonstration[]): string | undefined {
  const copied = shown.filter((one) => one.output !== '' && one.input.includes(one.output));
  if (copied.length * 2 <= shown.length) return undefined;
  const context = new Set(copied.flatMap((one) => before(one.input, one.output)));
  const shapes = [...new Set(copied.map((one) => shapeOf(one.output)))];
  const found = shapes
    .flatMap((shape) => Array.from(input.matchAll(new RegExp(String.raw`(?<![\w-])${shape}(?![\w-])`, 'g'))))
    .map((match) => ({
      value: match[0],
      score: tokens(input.slice(0, match.index))
        .slice(-3)
        .filter((token) => context.has(token)).length,
    }))
    .toSorted((a, b) => b.score - a.score);
  return found[0]?.value;
}

/** Values given in the instructions as what it looks like: `such as A-1`, `for example 12:30`. */
function byExample(input: string, description: string): string | undefined {
  const given = /\b(?:such as|e\.g\.|for example|like|of the form)\s+["“'`]?([^\s"”'`,;)]+)/i.exec(description)?.[1];
  const example = given?.replace(/[.]$/, '');
  if (example === undefined || !/\d|[^\w]/.test(example)) return undefined;
  return new RegExp(String.raw`(?<![\w-])${shapeOf(example)}(?![\w-])`).exec(input)?.[0];
}

function labelledValue(input: string, name: string): string | undefined {
  const escaped = name
    .replace(/[_-]/g, ' ')
    .replace(/[^\w ]/g, '')
    .replace(/ /g, '[ _-]');
  return escaped === '' ? undefined : new RegExp(String.raw`^\s*${escaped}\s*:\s*(.+)$`, 'im').exec(input)?.[1]?.trim();
}

function byType(input: string, said: string): string | undefined {
  // Says how to write the value and not what it is.
  const text = said.replace(/\bas an? (?:number|integer|string)\b/gi, '');
  for (const typed of typedValues) {
    if (!typed.asked.test(text.replace(/_/g, ' ')) && !text.includes(typed.kind)) continue;
    const found = valuesOf(typed.kind, input);
    const value = /\blast\b/i.test(text) ? found.at(-1) : /\bsecond\b/i.test(text) ? found[1] : found[0];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Finds a value in an input by what the prompt says and shows of it; undefined where it finds none. */
export function extractValue(
  input: string,
  wanted: Wanted,
  guidelines: Guidelines,
  attention: Attention,
): string | undefined {
  const allowed = /\b(?:one of|either)\b/i.test(wanted.description)
    ? readGuidelines(wanted.description.replace(/^.*?\b(?:one of|either)\b/i, 'one of')).labels
    : [];
  const shown = wanted.demonstrations;
  const repeated = shown.length > 2 && new Set(shown.map((one) => one.output)).size <= shown.length * 0.7;
  const copied = shown.filter((one) => input !== '' && one.input.includes(one.output)).length;
  if (allowed.length >= 2 || (repeated && copied * 2 < shown.length)) {
    return answerLabel(input, { ...guidelines, labels: allowed }, shown, attention);
  }
  return (
    labelledValue(input, wanted.name) ??
    byDemonstrations(input, shown) ??
    byExample(input, wanted.description) ??
    byType(input, wanted.description) ??
    byType(input, wanted.name)
  );
}
