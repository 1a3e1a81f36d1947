import type { JsonValue } from '../../sdk/index.js';
import type { MetricInput } from './metric-input.js';
import { needsExpected, type Metric } from './metric.js';
import { quoteText } from './quote-text.js';
import { readNumber } from './read-number.js';

const expectedNumber = (expected: JsonValue | undefined) =>
  typeof expected === 'number' ? expected : typeof expected === 'string' ? readNumber(expected) : undefined;

/** The last number of the answer is the expected one, or no further from it than the tolerance. */
export function numeric({ tolerance = 0 }: MetricInput): Metric {
  return {
    judgeCalls: 0,
    problem: (expected) =>
      needsExpected(expected) ??
      (expectedNumber(expected) === undefined ? 'expects something that is no number' : undefined),
    score({ example: { expected }, output }) {
      const wanted = expectedNumber(expected)!;
      const got = readNumber(output);
      if (got === undefined)
        return { score: 0, feedback: `expected the number ${wanted}, got no number: ${quoteText(output)}` };
      // A hair wider than asked, so that 0.1 + 0.2 is 0.3.
      const slack = tolerance + 1e-9 * Math.max(1, Math.abs(wanted));
      return Math.abs(got - wanted) <= slack
        ? { score: 1, feedback: `right: ${wanted}` }
        : { score: 0, feedback: `expected ${wanted}, got ${got} (the last number of ${quoteText(output)})` };
    },
  };
}
