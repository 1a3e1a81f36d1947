import type { OptimizationPatch, OptimizationRecord } from '../../optimization/optimization-store.js';
import type { PromptId, PromptTemplate } from '../../prompts/prompt-store.js';
import type { CallTarget } from '../call-target.js';
import type { OptimizationCalls } from './optimization-calls.js';
import type { OptimizationRecorder } from './optimization-recorder.js';
import type { OptimizationRunInput } from './optimization-run-input.js';
import type { OptimizationStopped } from './optimization-stopped.js';
import type { OptimizationTeller } from './optimization-teller.js';
import type { RunMetric } from './run-metric.js';
import type { Reserve } from './spend-gate.js';

/** What a run of any kind works with, whoever runs it and however often it was interrupted. */
export interface OptimizationRun<Input = OptimizationRunInput> {
  readonly record: OptimizationRecord;
  readonly input: Input;
  readonly metric: RunMetric;
  readonly calls: OptimizationCalls;
  /** A model, with the credential that pays for it. */
  target(ref: string): Promise<CallTarget>;
  /** Keeps what test calls will take out of everything else's reach. */
  reserve(by: () => Reserve): void;
  /** How many tests more than those reserved the budget has left for. */
  testsLeft(): number;
  readonly recorder: OptimizationRecorder;
  readonly told: OptimizationTeller;
  /** Saves a candidate as this run's, once; with `promote`, the label `production` goes to it. */
  save(found: {
    readonly name: string;
    readonly template: PromptTemplate;
    readonly model: string;
    readonly candidate: string;
    readonly promote?: boolean;
  }): Promise<PromptId>;
}

/** How a run came to its end. */
export interface Ending {
  /** What ended it before its own end or its budget's. */
  readonly stopped?: OptimizationStopped;
  readonly patch: OptimizationPatch;
  /** For whoever follows it. */
  readonly summary: string;
}
