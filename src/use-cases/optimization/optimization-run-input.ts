import type { Example, Split } from '../../datasets/dataset-store.js';
import type { SearchLimits, TaskCost } from '../../optimization/algorithms/search.js';
import type { MetricInput } from '../../optimization/scoring/metric-input.js';
import type { PromptId, PromptTemplate } from '../../prompts/prompt-store.js';
import type { BudgetLimits } from '../../usage/ledger.js';
import type { OptimizationStrategy } from './optimize-prompt-input.js';

/** A budget with what was left out filled in; limits that were not given stay away. */
export interface CheckedBudget {
  readonly maxCalls?: number;
  readonly maxTaskCalls?: number;
  readonly maxUsd?: number;
  readonly maxTokens?: number;
  readonly maxSeconds?: number;
  readonly maxConcurrency: number;
}

/** What runs of every kind need. */
interface RunInput {
  readonly prompt: PromptTemplate;
  /** Where it was given by name. */
  readonly startedFrom?: PromptId;
  readonly examples: {
    readonly train: readonly Example[];
    readonly validation: readonly Example[];
    /** Those that the final test uses, which a small budget makes fewer than the split has. */
    readonly test: readonly Example[];
  };
  /** How many examples those are, for who does not read them. */
  readonly sizes?: { readonly train: number; readonly validation: number; readonly test: number };
  readonly testSplitSize: number;
  /** Where its examples are of a stored one: as it was when they were drawn. */
  readonly dataset?: { readonly id: string; readonly size: number };
  /** What its customer should know about the examples, a sentence each. */
  readonly warnings?: readonly string[];
  readonly metric: MetricInput;
  readonly budget: CheckedBudget;
  readonly seed: number;
  /** By provider: a stored credential's id, or null where none is needed. */
  readonly credentials: Readonly<Record<string, string | null>>;
  readonly estimates: {
    /** An answer and its score; one call where no judge is asked. */
    readonly task: { readonly usd: number; readonly tokens: number; readonly calls?: number };
    readonly proposal: { readonly usd: number; readonly tokens: number };
    /** All of holding judges against people's grades, before anything else. */
    readonly calibration?: TaskCost;
  };
}

export interface PromptRunInput extends RunInput {
  readonly kind: 'prompt';
  readonly model: string;
  readonly proposer: string;
  readonly strategy: OptimizationStrategy;
  readonly saveAs?: string;
  readonly promote?: boolean;
}

/** Its examples are all `test`: nothing is chosen by them. */
export interface EvaluationRunInput extends RunInput {
  readonly kind: 'evaluation';
  readonly model: string;
  /** The examples' split; undefined where they are all there are. */
  readonly split?: Split;
}

export interface ModelRunInput extends RunInput {
  readonly kind: 'model';
  /** The one in use first. */
  readonly models: readonly string[];
  readonly minQuality?: number;
  /** Where the prompt is fitted to each model first: who writes its instructions. */
  readonly portEach?: { readonly proposer: string };
}

export interface PortRunInput extends RunInput {
  readonly kind: 'port';
  readonly from: string;
  readonly to: string;
  readonly proposer: string;
  /** The optimization that found the prompt, whose answers need not be bought again. */
  readonly origin?: string;
  /** Other prompts that were good on `from`. */
  readonly heirs: readonly PromptTemplate[];
  readonly saveAs?: string;
}

/** What `OptimizationRecord.input` holds: everything that a worker needs, examples included; keys by reference only. */
export type OptimizationRunInput = PromptRunInput | EvaluationRunInput | ModelRunInput | PortRunInput;

export function budgetLimits(budget: CheckedBudget): BudgetLimits {
  return {
    maxCalls: budget.maxCalls ?? null,
    maxTaskCalls: budget.maxTaskCalls ?? null,
    maxUsd: budget.maxUsd ?? null,
    maxTokens: budget.maxTokens ?? null,
  };
}

/** Requests that are sent twice or more cannot be foreseen, but one or two can be expected. */
const SLACK = 1;

/** What the search may plan with: the budget without the final test of so many prompts, which is reserved first. */
export function searchLimits(
  input: Pick<OptimizationRunInput, 'budget' | 'examples' | 'estimates'>,
  tested = 2,
): SearchLimits {
  const { budget } = input;
  const { task, calibration = { calls: 0, usd: 0, tokens: 0 } } = input.estimates;
  const tests = tested * input.examples.test.length;
  return {
    calls: (budget.maxCalls ?? Infinity) - Math.ceil(tests * (task.calls ?? 1)) - calibration.calls - SLACK,
    taskCalls: (budget.maxTaskCalls ?? Infinity) - tests,
    usd: (budget.maxUsd ?? Infinity) - tests * task.usd - calibration.usd,
    tokens: (budget.maxTokens ?? Infinity) - tests * task.tokens - calibration.tokens,
  };
}
