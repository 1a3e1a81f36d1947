import type { Message } from '../../../src/sdk/index.js';
import type { BenchTask } from '../bench-task.js';

/** A model that is simulated: what it rewards is known, so that optimizers can be compared without a bill. */
export interface SimulatedModel {
  readonly name: string;
  /** The same request with the same draw has the same answer. */
  answer(messages: readonly Message[], draw: number): string;
  /** Writes a better instruction, in whatever form the request asks for. */
  propose(messages: readonly Message[], draw: number): string;
  /** Draws that a true score is the mean of; 1 where the draw makes no difference to answers. */
  readonly draws: number;
}

export interface SimulatedModelKind {
  readonly name: string;
  /** What it rewards, for whoever reads its scores. */
  readonly physics: string;
  of(task: BenchTask): SimulatedModel;
}
