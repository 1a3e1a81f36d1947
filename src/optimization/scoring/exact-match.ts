import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../sdk/index.js';
import { comparable } from './comparable.js';
import type { MetricInput } from './metric-input.js';
import { needsExpected, type Metric } from './metric.js';
import { quoteText } from './quote-text.js';

function sameJson(expected: JsonValue, output: string): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(output), expected);
  } catch {
    return false;
  }
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
      return right
        ? { score: 1, feedback: `right: ${wanted}` }
        : { score: 0, feedback: `expected ${wanted}, got ${quoteText(output)}` };
    },
  };
}
