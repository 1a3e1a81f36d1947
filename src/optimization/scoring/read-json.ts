import { nestsTooDeep, type JsonValue } from '../../sdk/index.js';
import { fencedText } from './fenced-text.js';

export interface FoundJson {
  readonly value: JsonValue;
  /** What stands around it. */
  readonly wrapping?: 'a code fence' | 'other text';
}

function parsed(text: string): FoundJson | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    return nestsTooDeep(value) ? undefined : { value };
  } catch {
    return undefined;
  }
}

const wrapped = (text: string | undefined, wrapping: NonNullable<FoundJson['wrapping']>): FoundJson | undefined => {
  const found = text === undefined ? undefined : parsed(text);
  return found && { ...found, wrapping };
};

/** The JSON of an answer: the whole of it, else what a code fence holds, else from the first brace to the last. */
export function readJson(text: string): FoundJson | undefined {
  const [open, close] = [text.indexOf('{'), text.lastIndexOf('}')];
  const braced = open >= 0 && close > open ? text.slice(open, close + 1) : undefined;
  return parsed(text.trim()) ?? wrapped(fencedText(text), 'a code fence') ?? wrapped(braced, 'other text');
}

/** Why a text is no JSON, as far as that can be told. */
export function jsonProblem(text: string): string {
  const body = (fencedText(text) ?? text).trim();
  if (!/[{[]/.test(body)) return 'there is none in it';
  const count = (pattern: RegExp) => body.match(pattern)?.length ?? 0;
  if (count(/[{[]/g) > count(/[}\]]/g)) return 'it seems to be cut off: a bracket is never closed';
  if (/[{,]\s*'[^']*'\s*:/.test(body)) return 'names are in single quotes';
  if (/[{,]\s*[A-Za-z_]\w*\s*:/.test(body)) return 'names are without quotes';
  if (/,\s*[}\]]/.test(body)) return 'a comma stands before a closing bracket';
  return 'it cannot be parsed';
}
