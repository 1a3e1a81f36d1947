import type { JsonValue } from '../../sdk/index.js';

export interface Scored {
  /** 0 to 1. */
  readonly score: number;
  /** Why, in words that whoever mends the prompt can use; quotes the answer and what was expected. */
  readonly feedback: string;
}

/** A compiled metric: pure, and never fails on an answer, however odd. */
export interface Metric {
  score(expected: JsonValue | undefined, output: string): Scored;
  /** Why an example with this expectation cannot be scored; undefined where it can. */
  problem(expected: JsonValue | undefined): string | undefined;
}

export const needsExpected = (expected: JsonValue | undefined) =>
  expected === undefined ? 'has no `expected` answer, which the metric needs' : undefined;
