import type { JsonObject, JsonValue } from '../../sdk/index.js';
import { comparable } from './comparable.js';
import { nearMiss } from './near-miss.js';
import { quoteText } from './quote-text.js';

export interface Sameness {
  /** Between numbers. */
  readonly tolerance: number;
  readonly caseSensitive: boolean;
}

type Kind = 'text' | 'a number' | 'a boolean' | 'null' | 'a list' | 'an object';

function kindOf(value: JsonValue): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'a number' : 'a boolean';
}

function shown(value: JsonValue): string {
  if (typeof value !== 'string') return quoteText(JSON.stringify(value), false);
  return value.trim() === '' ? 'an empty text' : quoteText(value);
}

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** How a value differs from the expected one, one sentence for each place; none where it does not. */
export function jsonDifferences(path: string, want: JsonValue, got: JsonValue, how: Sameness): readonly string[] {
  const [wanted, given] = [kindOf(want), kindOf(got)];
  const expected = `expected field \`${path}\` ${shown(want)}, got`;
  if (wanted !== given) return [`${expected} ${shown(got)}${got === null || got === '' ? '' : ` as ${given}`}`];
  if (typeof want === 'number') {
    const off = (got as number) - want;
    return Math.abs(off) <= how.tolerance + 1e-9 * Math.max(1, Math.abs(want)) ? [] : [`${expected} ${shown(got)}`];
  }
  if (typeof want === 'string' && typeof got === 'string') {
    if (comparable(want, how.caseSensitive) === comparable(got, how.caseSensitive)) return [];
    const near = nearMiss(want, got);
    return [`${expected} ${shown(got)}${near === undefined ? '' : ` (${near})`}`];
  }
  if (Array.isArray(want) && Array.isArray(got)) {
    if (want.length !== got.length) {
      return [`expected field \`${path}\` with ${want.length} items, got ${got.length}: ${shown(got)}`];
    }
    return want.flatMap((item, index) => jsonDifferences(`${path}.${index}`, item, got[index], how));
  }
  if (isObject(want) && isObject(got)) {
    return [...new Set([...Object.keys(want), ...Object.keys(got)])].flatMap((key) => {
      const place = `${path}.${key}`;
      if (!Object.hasOwn(got, key)) return [`field \`${place}\` is missing, expected ${shown(want[key]!)}`];
      if (!Object.hasOwn(want, key)) return [`field \`${place}\` should be left out, got ${shown(got[key]!)}`];
      return jsonDifferences(place, want[key]!, got[key]!, how);
    });
  }
  return want === got ? [] : [`${expected} ${shown(got)}`];
}
