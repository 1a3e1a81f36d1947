import type { Split } from '../../datasets/dataset-store.js';
import type { OptimizationInput } from './optimization-input.js';

export interface EvaluateInput extends OptimizationInput {
  readonly model: string;
  /** Every example where left out. */
  readonly split?: Split;
}
