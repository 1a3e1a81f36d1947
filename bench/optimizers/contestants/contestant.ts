import type { Metric } from '../../../src/optimization/scoring/metric.js';
import type { BenchTask } from '../bench-task.js';
import type { MeteredModel } from '../metered-model.js';

export interface Match {
  /** Without its test examples, which no contestant sees. */
  readonly task: Omit<BenchTask, 'test'>;
  readonly model: MeteredModel;
  readonly metric: Metric;
  /** Task calls. */
  readonly budget: number;
  readonly seed: number;
}

/** What a contestant hands in: answers a message, asking a model that costs nothing. */
export interface Program {
  answer(message: string, draw: number): Promise<string>;
  /** What it found, in words. */
  readonly summary: string;
}

export interface Contestant {
  readonly name: string;
  run(match: Match): Promise<Program>;
}
