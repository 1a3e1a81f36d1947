import type { TaskCost } from '../optimization/algorithms/algorithm.js';
import type { Quote } from '../optimization/optimization-store.js';
import { searchLimits, type PromptRunInput } from './optimization-run-input.js';

/** Seconds for one call: a quick small model, and a slow large one. */
const SECONDS = { low: 0.4, high: 6 };
/** Where only dollars or tokens limit a run, what an estimate of a call's size may be off by. */
const SIZE = { low: 0.35, high: 1.8 };
/** Of search calls, how many are proposals. */
const PROPOSALS = { reflective: 0.06, auto: 0.05, 'few-shot': 0, joint: 0.04 } as const;
/** The least of its budget that a search uses before it may be perfect or dry. */
const LEAST_SHARE = 0.3;

/**
 * The forecast before the first call. A search uses its budget up unless it finds a perfect prompt or runs dry, so the
 * high end is the budget itself where it is in that unit, and the low end an early end; what a call takes comes from the
 * examples' lengths, and how long from nothing but common experience.
 */
export function quoteOf(
  input: Pick<PromptRunInput, 'budget' | 'estimates' | 'strategy' | 'examples'>,
  priced: boolean,
  tested = 2,
): Quote {
  const { budget, estimates, strategy } = input;
  const tests = tested * input.examples.test.length;
  const limits = searchLimits(input, tested);
  const share = PROPOSALS[strategy];
  // Of a step, which is an answer with its score, or a proposal.
  const task = { calls: 1, ...estimates.task };
  const proposal = { calls: 1, ...estimates.proposal };
  const { calibration = { calls: 0, usd: 0, tokens: 0 } } = estimates;
  const each = (unit: keyof TaskCost) => task[unit] * (1 - share) + proposal[unit] * share;
  const by = (unit: keyof TaskCost) => (each(unit) > 0 ? limits[unit] / each(unit) : Infinity);
  const search = Math.max(0, Math.min(by('calls'), limits.taskCalls / (1 - share), by('usd'), by('tokens')));
  const most = ((budget.maxCalls ?? Infinity) - calibration.calls) / each('calls');
  const steps = {
    low: LEAST_SHARE * search + tests / tested,
    high: Math.min(most, (search + tests) * (budget.maxCalls === undefined ? 1.5 : 1.1)),
  };
  const calls = {
    low: Math.floor(steps.low * each('calls') + calibration.calls),
    high: Math.min(budget.maxCalls ?? Infinity, Math.ceil(steps.high * each('calls') + calibration.calls)),
  };
  const range = (unit: 'usd' | 'tokens', limit: number | undefined) => ({
    low: (steps.low * each(unit) + calibration[unit]) * SIZE.low,
    high: Math.min(limit ?? Infinity, (steps.high * each(unit) + calibration[unit]) * SIZE.high),
  });
  const seconds = (count: number, one: number) => Math.ceil((count / budget.maxConcurrency) * one + 4 * one);
  const tokens = range('tokens', budget.maxTokens);
  return {
    calls,
    tokens: { low: Math.floor(tokens.low), high: Math.ceil(tokens.high) },
    ...(priced ? { usd: range('usd', budget.maxUsd) } : {}),
    seconds: {
      low: Math.min(budget.maxSeconds ?? Infinity, seconds(calls.low, SECONDS.low)),
      high: Math.min(budget.maxSeconds ?? Infinity, seconds(calls.high, SECONDS.high)),
    },
  };
}
