import type { TaskCost } from '../optimization/algorithms/algorithm.js';
import { ByomError } from '../sdk/index.js';
import type { CheckedBudget, OptimizationRunInput } from './optimization-run-input.js';

/** Fewer calls than this can neither find a better prompt nor tell that it is one. */
export const LEAST_CALLS = 20;
/** The final test takes at most this share: what is not found needs no testing. */
const TEST_SHARE = 0.4;

/** Scored answers that the budget comes to, where it is given in dollars or tokens by the estimates. */
export function affordableCalls(budget: CheckedBudget, estimates: OptimizationRunInput['estimates']): number {
  const { maxCalls = Infinity, maxTaskCalls = Infinity, maxUsd = Infinity, maxTokens = Infinity } = budget;
  const { task, calibration = { calls: 0, usd: 0, tokens: 0 } } = estimates;
  const each = (limit: number, unit: keyof TaskCost, cost = 1) =>
    cost > 0 ? Math.floor((limit - calibration[unit]) / cost) : Infinity;
  return Math.min(
    maxTaskCalls,
    each(maxCalls, 'calls', task.calls),
    each(maxUsd, 'usd', task.usd),
    each(maxTokens, 'tokens', task.tokens),
  );
}

/**
 * How many test examples are used: all of them, or as many as the runs over them leave most of the budget for. Fails with
 * BAD_USER_INPUT, stating the least budget, where nothing could come of it.
 */
export function planFinalTest(
  budget: CheckedBudget,
  estimates: OptimizationRunInput['estimates'],
  testExamples: number,
  /** How many will be tested. */
  prompts = 2,
): number {
  const calls = affordableCalls(budget, estimates);
  if (calls < LEAST_CALLS) {
    throw new ByomError(
      'BAD_USER_INPUT',
      `The budget is too small: an optimization takes at least ${Math.ceil(LEAST_CALLS * (estimates.task.calls ?? 1) + (estimates.calibration?.calls ?? 0))} calls, here about ${LEAST_CALLS * estimates.task.tokens} tokens${
        estimates.task.usd > 0 ? ` or ${(LEAST_CALLS * estimates.task.usd).toPrecision(2)} US dollars` : ''
      }.`,
    );
  }
  return Math.min(testExamples, Math.floor((calls * TEST_SHARE) / prompts));
}
