import type { Cost, TaskCost } from '../../optimization/algorithms/search.js';
import { ByomError } from '../../sdk/index.js';
import type { CheckedBudget, OptimizationRunInput } from './optimization-run-input.js';

/** Fewer calls than this can neither find a better prompt nor tell that it is one. */
export const LEAST_CALLS = 20;
/** The final test takes at most this share: what is not found needs no testing. */
const TEST_SHARE = 0.4;

const nothing: Cost = { usd: 0, tokens: 0 };

/** Scored answers that the budget comes to, where it is given in dollars or tokens by the estimates. */
export function affordableCalls(
  budget: CheckedBudget,
  estimates: OptimizationRunInput['estimates'],
  held = nothing,
): number {
  const { maxCalls = Infinity, maxTaskCalls = Infinity, maxUsd = Infinity, maxTokens = Infinity } = budget;
  const { task, calibration = { calls: 0, ...nothing } } = estimates;
  const each = (limit: number, unit: keyof TaskCost, cost = 1) =>
    cost > 0 ? Math.floor((limit - calibration[unit]) / cost) : Infinity;
  return Math.min(
    maxTaskCalls,
    each(maxCalls, 'calls', task.calls),
    each(maxUsd - held.usd, 'usd', task.usd),
    each(maxTokens - held.tokens, 'tokens', task.tokens),
  );
}

const dollars = (usd: number) => (usd > 0 ? ` or ${usd.toPrecision(2)} US dollars` : '');

/**
 * How many test examples are used: all of them, or as many as the runs over them leave most of the budget for. Fails with
 * BAD_USER_INPUT, stating the least budget, where nothing could come of it. `held`: what one call may cost at its worst,
 * which a limit of dollars or tokens has to have left before each.
 */
export function planFinalTest(
  budget: CheckedBudget,
  estimates: OptimizationRunInput['estimates'],
  testExamples: number,
  /** How many will be tested. */
  prompts = 2,
  held = nothing,
): number {
  const calls = affordableCalls(budget, estimates, held);
  if (calls < LEAST_CALLS) {
    const { task, calibration = { calls: 0, ...nothing } } = estimates;
    const least = (unit: keyof Cost) => LEAST_CALLS * task[unit] + calibration[unit] + held[unit];
    const longest =
      held.tokens > 0 && affordableCalls(budget, estimates) >= LEAST_CALLS
        ? ` Of these, ${held.tokens} tokens${dollars(held.usd)} have to be left for the longest answer that a call may give; a smaller \`maxOutputTokens\` among the prompt's \`parameters\` lowers it.`
        : '';
    throw new ByomError(
      'BAD_USER_INPUT',
      `The budget is too small: an optimization takes at least ${Math.ceil(LEAST_CALLS * (task.calls ?? 1) + calibration.calls)} calls, here about ${Math.ceil(least('tokens'))} tokens${dollars(least('usd'))}.${longest}`,
    );
  }
  return Math.min(testExamples, Math.floor((calls * TEST_SHARE) / prompts));
}
