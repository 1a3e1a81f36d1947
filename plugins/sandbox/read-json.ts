import type { JsonObject, JsonValue } from 'byom/sdk';

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

export function readObject(text: string): JsonObject | undefined {
  const value = parsed(text.replace(/^\s*```(?:json)?\s*|\s*```\s*$/g, ''));
  return isObject(value) ? value : undefined;
}

/** Where the bracket at `start` closes, strings respected. */
function closing(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return at;
  }
  return -1;
}

export interface FoundJson {
  readonly value: JsonValue;
  /** Where it stands: from here, up to but not including `end`. */
  readonly start: number;
  readonly end: number;
}

/** Brackets that open no JSON; a text with more of them is no data. */
const mostMisses = 200;

/** The JSON objects and arrays that stand in a text, the outermost ones, in order. */
export function jsonWithin(text: string): FoundJson[] {
  const found: FoundJson[] = [];
  let misses = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '{' && text[at] !== '[') continue;
    if (text[at] === '{' && text[at + 1] === '{') {
      at++;
      continue;
    }
    const end = closing(text, at);
    const value = end === -1 ? undefined : parsed(text.slice(at, end + 1));
    if (value !== undefined) {
      found.push({ value, start: at, end: end + 1 });
      at = end;
    } else if (++misses > mostMisses) {
      break;
    }
  }
  return found;
}

const holdsRecords = (value: JsonValue) => Array.isArray(value) && value.some(isObject);

/**
 * The text without its JSON values, but for objects of one field, which show a form rather than hold data, and for the
 * texts that stand beside a list of records, which say what to do with it.
 */
export function withoutData(text: string): string {
  let rest = '';
  let from = 0;
  for (const { value, start, end } of jsonWithin(text)) {
    if (isObject(value) && Object.keys(value).length === 1) continue;
    const beside = isObject(value) && Object.values(value).some(holdsRecords) ? Object.values(value) : [];
    rest += [text.slice(from, start), ...beside.filter((item) => typeof item === 'string'), ''].join('\n');
    from = end;
  }
  return rest + text.slice(from);
}
