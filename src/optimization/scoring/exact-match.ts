import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../sdk/index.js';
import { comparable } from './comparable.js';
import type { MetricInput } from './metric-input.js';
import { needsExpected, type Metric } from './metric.js';
import { nearMiss } from './near-miss.js';
import { quoteText } from './quote-text.js';
import { readJson } from './read-json.js';

/** Near where the right JSON has something around it, or as near as a text can be. */
function nearly(expected: JsonValue, output: string): string | undefined {
  if (typeof expected === 'string') return nearMiss(expected, output);
  const found = readJson(output);
  if (found?.wrapping === undefined || !isDeepStrictEqual(found.value, expected)) {
    return nearMiss(JSON.stringify(expected), output);
  }
  return `right but for ${found.wrapping} around it`;
}

function sameJson(expected: JsonValue, output: string): boolean {
  const found = readJson(output);
  return found !== undefined && found.wrapping === undefined && isDeepStrictEqual(found.value, expected);
}

/** The whole answer, space around it left aside, is what was expected; an expected value that is no text is compared as JSON. */
export function exactMatch({ caseSensitive = false }: MetricInput): Metric {
  return {
    judgeCalls: 0,
    problem: needsExpected,
    score({ example: { expected = null }, output }) {
      const right =
        comparable(expected, caseSensitive) === comparable(output, caseSensitive) ||
        (typeof expected !== 'string' && sameJson(expected, output));
      const wanted = quoteText(typeof expected === 'string' ? expected : JSON.stringify(expected));
      if (right) return { score: 1, feedback: `right: ${wanted}` };
      const near = nearly(expected, output);
      return {
        score: 0,
        feedback: `expected ${wanted}, got ${quoteText(output)}${near === undefined ? '' : ` (${near})`}`,
      };
    },
  };
}
