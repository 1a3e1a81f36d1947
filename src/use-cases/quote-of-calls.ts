import type { Cost } from '../optimization/algorithms/algorithm.js';
import type { Quote, Range } from '../optimization/optimization-store.js';
import type { CheckedBudget } from './optimization-run-input.js';

/** Seconds for one call: a quick small model, and a slow large one. */
const SECONDS = { low: 0.4, high: 6 };
/** What an estimate of a call's size may be off by: answers of one word, and those that explain themselves. */
const SIZE = { low: 0.15, high: 2 };

/** The forecast of a run whose calls can be counted beforehand; `each` is what a call takes, from the lengths of the examples. */
export function quoteOfCalls(options: {
  readonly calls: Range;
  readonly each: { readonly low: Cost; readonly high: Cost };
  readonly budget: CheckedBudget;
  readonly priced: boolean;
}): Quote {
  const { calls, each, budget, priced } = options;
  const within = (value: number, most = Infinity) => Math.min(most, value);
  const ranged = (unit: keyof Cost, most: number | undefined): Range => ({
    low: within(calls.low * each.low[unit] * SIZE.low, most),
    high: within(calls.high * each.high[unit] * SIZE.high, most),
  });
  const seconds = (count: number, one: number) =>
    within(Math.ceil((count / budget.maxConcurrency) * one + one), budget.maxSeconds);
  const tokens = ranged('tokens', budget.maxTokens);
  return {
    calls: { low: within(calls.low, budget.maxCalls), high: within(calls.high, budget.maxCalls) },
    tokens: { low: Math.floor(tokens.low), high: Math.ceil(tokens.high) },
    ...(priced ? { usd: ranged('usd', budget.maxUsd) } : {}),
    seconds: { low: seconds(calls.low, SECONDS.low), high: seconds(calls.high, SECONDS.high) },
  };
}
