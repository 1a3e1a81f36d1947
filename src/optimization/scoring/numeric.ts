import type { JsonValue } from '../../sdk/index.js';
import type { MetricInput } from './metric-input.js';
import { needsExpected, type Metric } from './metric.js';
import { quoteText } from './quote-text.js';
import { readNumber, readNumbers } from './read-number.js';

const expectedNumber = (expected: JsonValue | undefined) =>
  typeof expected === 'number' ? expected : typeof expected === 'string' ? readNumber(expected) : undefined;

/** The last number of the answer is the expected one, or no further from it than the tolerance. */
export function numeric({ tolerance = 0 }: MetricInput): Metric {
  // A hair wider than asked, so that 0.1 + 0.2 is 0.3.
  const near = (wanted: number, got: number) =>
    Math.abs(got - wanted) <= tolerance + 1e-9 * Math.max(1, Math.abs(wanted));

  /** What the number would be right but for. */
  const mistake = (wanted: number, all: readonly number[]): string => {
    const got = all.at(-1)!;
    if (all.some((other) => near(wanted, other))) return 'the right number is there, but it is not the last one';
    if (near(wanted, -got)) return 'right but for its sign';
    const factor = [10, 100, 1_000].find((by) => near(wanted, got * by) || near(wanted, got / by));
    if (factor !== undefined && wanted !== 0) return `right but for a factor of ${factor}`;
    return `off by ${Number((got - wanted).toPrecision(6))}`;
  };

  return {
    judgeCalls: 0,
    problem: (expected) =>
      needsExpected(expected) ??
      (expectedNumber(expected) === undefined ? 'expects something that is no number' : undefined),
    score({ example: { expected }, output }) {
      const wanted = expectedNumber(expected)!;
      const all = readNumbers(output);
      const got = all.at(-1);
      if (got === undefined)
        return { score: 0, feedback: `expected the number ${wanted}, got no number: ${quoteText(output)}` };
      if (near(wanted, got)) return { score: 1, feedback: `right: ${wanted}` };
      const why = mistake(wanted, all);
      return { score: 0, feedback: `expected ${wanted}, got ${got}, the last number of ${quoteText(output)} (${why})` };
    },
  };
}
