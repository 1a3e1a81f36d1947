import type { MetricInput } from '../../optimization/scoring/metric-input.js';
import type { CredentialInput } from '../resolve-credential.js';
import type { ExampleInput } from '../create-dataset.js';
import type { PromptInput } from '../resolve-prompt.js';
import type { Aliased } from './without-aliases.js';

/** Either the id of a stored dataset, or its examples. */
export interface DatasetInput {
  readonly id?: string;
  readonly examples?: readonly ExampleInput[];
  /** 0 to 1, of the examples that are not pinned. */
  readonly validationShare?: number;
  readonly testShare?: number;
}

/** Hard limits; at least one of maxCalls, maxTaskCalls, maxUsd and maxTokens. */
export interface BudgetInput {
  readonly maxCalls?: number;
  readonly maxTaskCalls?: number;
  readonly maxUsd?: number;
  readonly maxTokens?: number;
  readonly maxSeconds?: number;
  /** 1 to 64; 8 where left out. */
  readonly maxConcurrency?: number;
}

/** What every kind of optimization is asked for with. */
export interface OptimizationInput {
  readonly prompt: PromptInput;
  readonly dataset: DatasetInput;
  readonly metric: MetricInput;
  readonly budget: BudgetInput;
  readonly seed?: number;
  readonly credentials?: readonly CredentialInput[];
  readonly idempotencyKey?: string;
  /** Quoted, and PAUSED until it is resumed. */
  readonly startPaused?: boolean;
  /** Set where aliases stood in it, never by a caller. */
  readonly aliased?: Aliased;
}
