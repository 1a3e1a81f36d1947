import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../sdk/index.js';
import { comparable } from './comparable.js';
import type { MetricInput } from './metric-input.js';
import { needsExpected, type Metric } from './metric.js';
import { quoteText } from './quote-text.js';
import { readJson } from './read-json.js';

/** `customer.name`, `items.0.sku`; undefined where the path leads nowhere. */
function at(value: JsonValue, path: string): JsonValue | undefined {
  let here: JsonValue | undefined = value;
  for (const key of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string, JsonValue>)[key];
  }
  return here;
}

const asObject = (expected: JsonValue | undefined): JsonValue | undefined => {
  const value = typeof expected === 'string' ? readJson(expected)?.value : expected;
  return typeof value === 'object' && value !== null ? value : undefined;
};

const shown = (value: JsonValue) => (typeof value === 'string' ? `${quoteText(value)} as text` : JSON.stringify(value));

/** The share of fields of a JSON answer that are as expected; all fields of the expected object where none are named. */
export function jsonFields({ fields, tolerance = 0, caseSensitive = false }: MetricInput): Metric {
  const same = (expected: JsonValue, got: JsonValue) => {
    if (typeof expected === 'number' && typeof got === 'number') {
      return Math.abs(expected - got) <= tolerance + 1e-9 * Math.max(1, Math.abs(expected));
    }
    if (typeof expected === 'string' && typeof got === 'string') {
      return comparable(expected, caseSensitive) === comparable(got, caseSensitive);
    }
    return isDeepStrictEqual(expected, got);
  };
  const pathsOf = (expected: JsonValue) => fields ?? Object.keys(expected as object);

  return {
    judgeCalls: 0,
    problem(expected) {
      const object = asObject(expected);
      const missing = needsExpected(expected);
      if (missing !== undefined) return missing;
      if (object === undefined) return 'expects something that is no JSON object';
      const paths = pathsOf(object);
      if (paths.length === 0) return 'expects an object without fields';
      return paths.every((path) => at(object, path) === undefined)
        ? 'expects an object with none of the `fields`'
        : undefined;
    },
    score({ example: { expected }, output }) {
      const wanted = asObject(expected)!;
      const answer = readJson(output);
      if (answer === undefined) return { score: 0, feedback: `the answer is not valid JSON: ${quoteText(output)}` };
      const paths = pathsOf(wanted);
      const wrong = paths.flatMap((path) => {
        const [want, got] = [at(wanted, path), at(answer.value, path)];
        if (want === undefined)
          return got === undefined ? [] : [`field \`${path}\` should be left out, got ${shown(got)}`];
        if (got === undefined) return [`field \`${path}\` is missing, expected ${shown(want)}`];
        return same(want, got) ? [] : [`expected field \`${path}\` ${shown(want)}, got ${shown(got)}`];
      });
      return wrong.length === 0
        ? { score: 1, feedback: 'right: every field is as expected' }
        : { score: 1 - wrong.length / paths.length, feedback: wrong.join('; ') };
    },
  };
}
