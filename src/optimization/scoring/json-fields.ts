import type { JsonValue } from '../../sdk/index.js';
import { jsonDifferences } from './json-differences.js';
import type { MetricInput } from './metric-input.js';
import { needsExpected, type Metric } from './metric.js';
import { quoteText } from './quote-text.js';
import { jsonProblem, readJson } from './read-json.js';

/** As many differences as a proposer can take in. */
const MOST_SHOWN = 10;
const MOST_EXTRA = 5;

/** `customer.name`, `items.0.sku`; undefined where the path leads nowhere. */
function at(value: JsonValue, path: string): JsonValue | undefined {
  let here: JsonValue | undefined = value;
  for (const key of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string, JsonValue>)[key];
  }
  return here;
}

const isObject = (value: JsonValue | undefined): value is Record<string, JsonValue> | JsonValue[] =>
  typeof value === 'object' && value !== null;

const asObject = (expected: JsonValue | undefined) => {
  const value = typeof expected === 'string' ? readJson(expected)?.value : expected;
  return isObject(value) ? value : undefined;
};

const spelling = (name: string) => name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

/** Where a field is that is not where it should be: under a name spelled otherwise, or inside of another field. */
function elsewhere(answer: JsonValue, path: string): string {
  const name = path.split('.').at(-1)!;
  const parent = path.includes('.') ? at(answer, path.slice(0, -name.length - 1)) : answer;
  const alike = isObject(parent) && Object.keys(parent).find((key) => spelling(key) === spelling(name));
  if (alike) return ` (there is \`${alike}\`)`;
  const holder =
    isObject(answer) && Object.entries(answer).find(([, value]) => isObject(value) && Object.hasOwn(value, name));
  return holder ? ` (it is at \`${holder[0]}.${name}\`)` : '';
}

/** The share of fields of a JSON answer that are as expected; all fields of the expected object where none are named. */
export function jsonFields({ fields, tolerance = 0, caseSensitive = false }: MetricInput): Metric {
  const pathsOf = (expected: object) => fields ?? Object.keys(expected);

  /** Where a field that is missing may be instead is looked for where that is `told`: it takes a look at all others. */
  const differences = (wanted: JsonValue, answer: JsonValue, path: string, told: boolean): readonly string[] => {
    const [want, got] = [at(wanted, path), at(answer, path)];
    if (want === undefined) {
      return got === undefined ? [] : [`field \`${path}\` should be left out, got ${quoteText(JSON.stringify(got))}`];
    }
    if (got === undefined) {
      const text = typeof want === 'string' ? quoteText(want) : JSON.stringify(want).slice(0, 400);
      return [`field \`${path}\` is missing, expected ${text}${told ? elsewhere(answer, path) : ''}`];
    }
    return jsonDifferences(path, want, got, { tolerance, caseSensitive });
  };

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
      if (answer === undefined) {
        return { score: 0, feedback: `the answer is not valid JSON (${jsonProblem(output)}): ${quoteText(output)}` };
      }
      const wrapping = answer.wrapping === undefined ? '' : ` (the JSON is wrapped in ${answer.wrapping})`;
      const paths = pathsOf(wanted);
      const all: string[] = [];
      const wrong = paths.filter((path) => {
        const found = differences(wanted, answer.value, path, all.length < MOST_SHOWN);
        for (const one of found) all.push(one);
        return found.length > 0;
      });
      if (wrong.length === 0) return { score: 1, feedback: `right: every field is as expected${wrapping}` };
      const extra =
        fields === undefined && isObject(answer.value)
          ? Object.keys(answer.value).filter((key) => !Object.hasOwn(wanted, key))
          : [];
      const said = [
        ...all.slice(0, MOST_SHOWN),
        ...(all.length > MOST_SHOWN ? [`and ${all.length - MOST_SHOWN} more differences`] : []),
        ...(extra.length > 0
          ? [
              `fields that are not expected: ${extra
                .slice(0, MOST_EXTRA)
                .map((key) => `\`${key}\``)
                .join(', ')}`,
            ]
          : []),
      ];
      return { score: 1 - wrong.length / paths.length, feedback: `${said.join('; ')}${wrapping}` };
    },
  };
}
