import type { OptimizationInput } from './optimization-input.js';

export interface OptimizeModelInput extends OptimizationInput {
  /** The one in use first: the others are compared with it. */
  readonly models: readonly string[];
  /** Above 0 and below 1; the whole frontier where left out. */
  readonly minQuality?: number;
  /** Fit the prompt to each model before judging it. */
  readonly portEach?: boolean;
  /** Writes instructions for `portEach`; the first of `models` where left out. */
  readonly proposer?: string;
}
