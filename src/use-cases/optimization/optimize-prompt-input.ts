import type { OptimizationInput } from './optimization-input.js';

export const optimizationStrategies = ['auto', 'reflective', 'few-shot', 'joint'] as const;
export type OptimizationStrategy = (typeof optimizationStrategies)[number];

export interface OptimizePromptInput extends OptimizationInput {
  /** Runs the prompt. */
  readonly model: string;
  /** Writes new instructions; the same model where left out. */
  readonly proposer?: string;
  readonly strategy?: OptimizationStrategy;
  /** Save the best prompt under this name, if it is better. */
  readonly saveAs?: string;
  /** And put the label `production` on it. */
  readonly promote?: boolean;
}
