import type { JsonObject, JsonValue, Message } from '../../sdk/index.js';
import type { JudgeAgreement } from './judge/judge-agreement.js';

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

/** Where a webhook listens, and the id of the sealed secret that signs what it is sent. */
export interface Receiver {
  readonly url: string;
  readonly sealedSecret?: string;
}

/**
 * The ways out of a metric that cannot score by itself; both fail with METRIC_FAILED where no score is to be had. Handed
 * over with each answer, so that what each took is counted as its own.
 */
export interface MetricPorts {
  /** Asks the model that judges; `sample` tells apart several answers to the same question. */
  judge(model: string, messages: readonly Message[], sample: number): Promise<string>;
  /** Posts to the customer's own scorer; the same answer for the same body. */
  webhook(receiver: Receiver, body: JsonObject): Promise<Scored>;
  /** Runs the customer's own function in a sandbox; fails with SANDBOX_TIMEOUT or SANDBOX_MEMORY as well. */
  code(code: string, body: JsonObject): Promise<Scored>;
}

/** A compiled metric; what it makes of the same answer is always the same. */
export interface Metric {
  /** Never fails on an answer, however odd; METRIC_FAILED where whoever is to score it does not, or it would take too long. */
  score(answer: AnswerToScore, ports?: MetricPorts): Scored | Promise<Scored>;
  /** Why an example with this expectation cannot be scored; undefined where it can. */
  problem(expected: JsonValue | undefined): string | undefined;
  /** How many requests to a judge it takes at most to score an answer that the judge understands. */
  readonly judgeCalls: number;
  /** Holds its judges against people's grades first, where it was given some. */
  calibrate?(ports: MetricPorts): Promise<Calibrated>;
}

export interface Calibrated {
  readonly metric: Metric;
  /** One for each judge that was given graded answers. */
  readonly agreement: readonly JudgeAgreement[];
}

export const needsExpected = (expected: JsonValue | undefined) =>
  expected === undefined ? 'has no `expected` answer, which the metric needs' : undefined;

/** For kinds that cannot do without. */
export function portsOf(ports: MetricPorts | undefined): MetricPorts {
  if (ports === undefined) throw new Error('This kind of metric asks others, and was given no way to.');
  return ports;
}
