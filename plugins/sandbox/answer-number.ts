import type { Guidelines } from './read-guidelines.js';
import { stem, tokens } from './tokens.js';

interface Quantity {
  readonly value: number;
  /** Stem of the word that follows or labels it. */
  readonly of: string;
}

const asNumber = (text: string) => Number(text.replace(/,(?=\d{3})/g, ''));

function quantities(text: string): Quantity[] {
  const labelled = [...text.matchAll(/([A-Za-z][\w ]{0,30}?)\s*[:=]\s*[$€£]?(-?\d[\d,]*(?:\.\d+)?)/g)].map((match) => ({
    value: asNumber(match[2] ?? ''),
    of: tokens(match[1] ?? '').at(-1) ?? '',
  }));
  if (labelled.length > 1) return labelled;
  return [...text.matchAll(/[$€£]?(-?\d[\d,]*(?:\.\d+)?)(?:\s*(?:x\s+|units? of |boxes of )?([A-Za-z]+))?/g)].map(
    (match) => ({
      value: asNumber(match[1] ?? ''),
      of: stem((match[2] ?? '').toLowerCase()),
    }),
  );
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

export interface Operation {
  readonly name: string;
  /** Words in an instruction that ask for it. */
  readonly asked: RegExp;
  /** How an instruction would ask for it. */
  readonly wording: string;
  apply(numbers: readonly number[]): number;
}

export const operations: readonly Operation[] = [
  {
    name: 'average',
    asked: /\b(?:average|mean)\b/i,
    wording: 'Take the average of all numbers in the input.',
    apply: (numbers) => sum(numbers) / numbers.length,
  },
  {
    name: 'product',
    asked: /\b(?:multipl\w+|product|times)\b/i,
    wording: 'Multiply the numbers in the input.',
    apply: (numbers) => numbers.reduce((product, number) => product * number, 1),
  },
  {
    name: 'difference',
    asked: /\b(?:subtract|difference|minus|take away|left over|remain\w*)\b/i,
    wording: 'Subtract the later numbers in the input from the first.',
    apply: ([first = 0, ...rest]) => first - sum(rest),
  },
  {
    name: 'quotient',
    asked: /\bdivid\w+\b/i,
    wording: 'Divide the first number in the input by the second.',
    apply: ([first = 0, second = 1]) => first / second,
  },
  {
    name: 'sum',
    asked: /\b(?:add|sum|total|altogether|plus)\b/i,
    wording: 'Add all numbers in the input.',
    apply: sum,
  },
  {
    name: 'largest',
    asked: /\b(?:largest|greatest|maximum|highest|biggest)\b/i,
    wording: 'Answer with the largest number in the input.',
    apply: (numbers) => Math.max(...numbers),
  },
  {
    name: 'smallest',
    asked: /\b(?:smallest|least|minimum|lowest)\b/i,
    wording: 'Answer with the smallest number in the input.',
    apply: (numbers) => Math.min(...numbers),
  },
  {
    name: 'count',
    asked: /\b(?:count|how many)\b/i,
    wording: 'Count the numbers in the input.',
    apply: (numbers) => numbers.length,
  },
];

export const numbersIn = (text: string) => quantities(text).map(({ value }) => value);

/** Prices and rates that the instructions state: `- apple: 3`, `an apple costs 3`. */
function rates(instructions: string, guidelines: Guidelines): Map<string, number> {
  const table = new Map<string, number>();
  const put = (name: string, value: string) => {
    const key = tokens(name).at(-1);
    if (key !== undefined) table.set(key, asNumber(value));
  };
  for (const [name, [first = '']] of guidelines.descriptions) {
    const value = /^[$€£]?(-?\d[\d,]*(?:\.\d+)?)\b/.exec(first)?.[1];
    if (value !== undefined) put(name, value);
  }
  for (const match of instructions.matchAll(
    /\b([A-Za-z]+)s? (?:costs?|is worth|are worth|weighs?|counts? as|cost|is|are) [$€£]?(\d[\d,]*(?:\.\d+)?)/g,
  )) {
    put(match[1] ?? '', match[2] ?? '');
  }
  return table;
}

/** Evaluates `a * b + c` with names standing for numbers; products first, left to right. */
function formula(expression: string, resolve: (name: string) => number | undefined): number | undefined {
  const terms = expression.split(/\s*([+*×/]|\bx\b|\btimes\b|\bplus\b|\bminus\b|(?<=\s)-(?=\s))\s*/);
  const numbers: number[] = [];
  const signs: string[] = [];
  for (const [at, term] of terms.entries()) {
    if (at % 2 === 1) {
      signs.push(term);
      continue;
    }
    const value = /^[$€£]?-?\d+(?:\.\d+)?$/.test(term.trim())
      ? asNumber(term.trim().replace(/[$€£]/, ''))
      : resolve(term);
    if (value === undefined) return undefined;
    numbers.push(value);
  }
  let total = 0;
  let product = numbers[0] ?? 0;
  let sign = 1;
  for (const [at, operator] of signs.entries()) {
    const next = numbers[at + 1] ?? 0;
    if (/^(?:[*×x]|times)$/.test(operator)) product *= next;
    else if (operator === '/') product /= next;
    else {
      total += sign * product;
      product = next;
      sign = /^(?:-|minus)$/.test(operator) ? -1 : 1;
    }
  }
  return total + sign * product;
}

/** Computes what the instructions say how to compute; undefined where they say nothing that it understands. */
export function answerNumber(input: string, instructions: string, guidelines: Guidelines): number | undefined {
  const given = quantities(input);
  const table = rates(instructions, guidelines);
  const named = (name: string): number | undefined => {
    const key = tokens(name).at(-1) ?? '';
    const found = given.find((quantity) => quantity.of === key)?.value ?? table.get(key);
    if (found !== undefined || !/\b(?:price|cost|rate|worth)\b/i.test(name)) return found;
    return tokens(input)
      .map((token) => table.get(token))
      .find((rate) => rate !== undefined);
  };
  for (const match of instructions.matchAll(
    /=\s*([A-Za-z\d$€£][\w .$€£]*(?:\s*(?:[+*×/x]|-|times|plus|minus)\s*[\w .$€£]+)+)/g,
  )) {
    const value = formula((match[1] ?? '').replace(/\.\s.*$|\.$/, ''), named);
    if (value !== undefined) return rounded(adjusted(value, instructions), instructions);
  }
  const asksForWork = operations.find((operation) => operation.asked.test(instructions));
  if (table.size > 0) {
    const priced = given.flatMap(({ value, of }) => (table.has(of) ? [value * (table.get(of) ?? 0)] : []));
    if (priced.length > 0) return rounded(adjusted(sum(priced), instructions), instructions);
    const only = tokens(input)
      .map((token) => table.get(token))
      .find((rate) => rate !== undefined);
    if (only !== undefined) return rounded(adjusted(only * (given[0]?.value ?? 1), instructions), instructions);
  }
  if (asksForWork === undefined || given.length === 0) return undefined;
  return rounded(adjusted(asksForWork.apply(given.map(({ value }) => value)), instructions), instructions);
}

function adjusted(value: number, instructions: string): number {
  const more = /\b(?:add|plus|increase by)\s+(\d+(?:\.\d+)?)\s?(?:%|percent)/i.exec(instructions)?.[1];
  const less = /\b(?:subtract|minus|deduct|take off|less)\s+(\d+(?:\.\d+)?)\s?(?:%|percent)/i.exec(instructions)?.[1];
  return value * (1 + Number(more ?? 0) / 100) * (1 - Number(less ?? 0) / 100);
}

function rounded(value: number, instructions: string): number {
  if (/\bround(?:ed)?\b[^.\n]*\b(?:whole|integer|unit|nearest (?:number|dollar|euro))/i.test(instructions))
    return Math.round(value);
  return Math.round(value * 1e4) / 1e4;
}
