import type { JsonObject, JsonValue, Message } from '../../sdk/index.js';

export interface AnswerToScore {
  readonly example: {
    readonly id: string;
    readonly inputs: JsonObject;
    readonly expected?: JsonValue;
    readonly feedback?: string;
  };
  readonly output: string;
  /** What the answer cost; 0 dollars where the price is unknown. */
  readonly cost: { readonly usd: number; readonly tokens: number };
  /** Milliseconds; undefined for an answer that was paid for before. */
  readonly latencyMs?: number | undefined;
}

export interface Scored {
  /** 0 to 1. */
  readonly score: number;
  /** Why, in words that whoever mends the prompt can use; quotes the answer and what was expected. */
  readonly feedback: string;
}

/** The ways out of a metric that cannot score by itself; handed over with each answer, so that each is counted and queued as its own. */
export interface MetricPorts {
  /** Asks the judge's model; `sample` tells apart several answers to the same question. */
  judge(
    messages: readonly Message[],
    sample: number,
  ): Promise<{ readonly text: string; readonly cost: { readonly usd: number; readonly tokens: number } }>;
  /** Posts to the customer's own scorer and gives its answer, the same one for the same body. */
  post(url: string, body: JsonObject): Promise<JsonValue>;
}

/** A compiled metric; what it makes of the same answer is always the same. */
export interface Metric {
  /** Never fails on an answer, however odd; METRIC_FAILED where whoever is to score does not. */
  score(answer: AnswerToScore, ports?: MetricPorts): Scored | Promise<Scored>;
  /** Why an example with this expectation cannot be scored; undefined where it can. */
  problem(expected: JsonValue | undefined): string | undefined;
  /** How many requests to a judge it takes to score an answer. */
  readonly judgeCalls: number;
}

export const needsExpected = (expected: JsonValue | undefined) =>
  expected === undefined ? 'has no `expected` answer, which the metric needs' : undefined;
