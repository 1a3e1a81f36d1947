import type { Cost } from '../../optimization/algorithms/search.js';
import type { Quote, Range } from '../../optimization/optimization-store.js';
import type { CheckedBudget, OptimizationRunInput } from './optimization-run-input.js';

/** Seconds for one call: a quick small model, and a slow large one. */
const SECONDS = { low: 0.4, high: 6 };
/** What an estimate of a call's size may be off by: answers of one word, and those that explain themselves. */
const SIZE = { low: 0.15, high: 2 };

type Estimates = OptimizationRunInput['estimates'];

/** The forecast of a run whose answers can be counted beforehand; what they take comes from the lengths of the examples. */
export function quoteOfCalls(options: {
  /** Answers scored. */
  readonly answers: Range;
  /** An answer and its score, of the cheapest and of the dearest model. */
  readonly each: { readonly low: Estimates['task']; readonly high: Estimates['task'] };
  readonly calibration?: Estimates['calibration'];
  readonly budget: CheckedBudget;
  readonly priced: boolean;
}): Quote {
  const { answers, each, calibration = { calls: 0, usd: 0, tokens: 0 }, budget, priced } = options;
  const within = (value: number, most = Infinity) => Math.min(most, value);
  const most = budget.maxTaskCalls ?? Infinity;
  const [low, high] = [within(answers.low, most), within(answers.high, most)];
  const ranged = (unit: keyof Cost, limit: number | undefined): Range => ({
    low: within((low * each.low[unit] + calibration[unit]) * SIZE.low, limit),
    high: within((high * each.high[unit] + calibration[unit]) * SIZE.high, limit),
  });
  const callsOf = (count: number, { calls = 1 }: Estimates['task']) =>
    within(Math.ceil(count * calls) + calibration.calls, budget.maxCalls);
  const calls = { low: callsOf(low, each.low), high: callsOf(high, each.high) };
  const seconds = (count: number, one: number) =>
    within(Math.ceil((count / budget.maxConcurrency) * one + one), budget.maxSeconds);
  const tokens = ranged('tokens', budget.maxTokens);
  return {
    calls,
    tokens: { low: Math.floor(tokens.low), high: Math.ceil(tokens.high) },
    ...(priced ? { usd: ranged('usd', budget.maxUsd) } : {}),
    seconds: { low: seconds(calls.low, SECONDS.low), high: seconds(calls.high, SECONDS.high) },
  };
}
