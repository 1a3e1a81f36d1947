import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../json.js';

/** Fails with the path where a body lacks what is expected of it: objects by their named fields, lists in whole. */
export function expectSent(body: JsonValue, expected: JsonObject, where = 'the body'): void {
  const difference = differenceOf(body, expected, where);
  if (difference !== undefined) throw new Error(difference);
}

function differenceOf(actual: JsonValue | undefined, expected: JsonValue, where: string): string | undefined {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return told(where, actual, expected);
    if (actual.length !== expected.length)
      return `${where} has ${actual.length} items in place of ${expected.length}: ${JSON.stringify(actual)}`;
    return first(expected.map((item: JsonValue, at) => differenceOf(actual[at] as JsonValue, item, `${where}.${at}`)));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return told(where, actual, expected);
    return first(
      Object.entries(expected).map(([name, value]) =>
        differenceOf((actual as JsonObject)[name], value, `${where}.${name}`),
      ),
    );
  }
  return isDeepStrictEqual(actual, expected) ? undefined : told(where, actual, expected);
}

const first = (differences: readonly (string | undefined)[]) => differences.find((one) => one !== undefined);
const told = (where: string, actual: unknown, expected: unknown) =>
  `${where} is ${JSON.stringify(actual)} in place of ${JSON.stringify(expected)}`;
