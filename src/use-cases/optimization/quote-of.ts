import type { Quote, Range } from '../../optimization/optimization-store.js';
import { heldBack } from './held-back.js';
import type { JudgeEstimate } from './judge-estimate.js';
import type { CheckedBudget } from './optimization-run-input.js';
import { JUDGE, searchStep, thinking, units, type End, type SearchMakeup, type Unit } from './search-step.js';

/** The least of its budget that a search uses before it may be perfect or dry. */
const LEAST_SHARE = 0.5;
/** Seconds to an answer's first token, tokens a second from there, and rounds in which one call waits for another. */
const FIRST = { low: 0.4, high: 1.5 };
const SPEED = { low: 120, high: 40 };
const ROUNDS = { low: 6, high: 24 };

/** Requests that have to be made again. */
const AGAIN = 1.05;

export interface QuoteInput extends SearchMakeup {
  readonly budget: CheckedBudget;
  /** Examples of the final test. */
  readonly tests: number;
  /** Prompts that it tests at most; two where left out. */
  readonly tested?: number;
  readonly judging: JudgeEstimate;
  /** Whether a price is known of every model. */
  readonly priced: boolean;
}

/** Any number of calls of a model that costs nothing comes to nothing. */
const taking = (count: number, each: number) => (each === 0 ? 0 : count * each);

/**
 * The forecast before the first call. A search uses its budget up unless it finds a perfect prompt or runs dry: so the
 * tightest limit gives the range in its own unit, and what steps take in other units gives theirs. How large calls are comes
 * from the examples' lengths and from what strategies were seen to make of them, and how long they take from experience.
 */
export function quoteOf(input: QuoteInput): Quote {
  const { budget, tests, tested = 2, judging, priced } = input;
  const calibration = { ...judging.calibration, tasks: 0 };
  const ends = { low: searchStep('low', input), high: searchStep('high', input) };
  const held = { ...heldBack(input), calls: 0, tasks: 0 };
  const given = { calls: budget.maxCalls, tokens: budget.maxTokens, usd: budget.maxUsd, tasks: budget.maxTaskCalls };
  const limit = (unit: Unit) => Math.max(0, (given[unit] ?? Infinity) - calibration[unit]);
  const middle = (unit: Unit) => Math.sqrt(ends.low[unit] * ends.high[unit]);
  const stepsOf = (unit: Unit) => (middle(unit) > 0 ? limit(unit) / middle(unit) : Infinity);

  // The limit that ends it, and the least of it that is used.
  const tightest = units.toSorted((a, b) => stepsOf(a) - stepsOf(b))[0]!;
  const most = limit(tightest);
  const usable = Math.max(0, most - held[tightest]);
  const testing = tests * middle(tightest);
  const least = Math.min(usable, LEAST_SHARE * Math.max(0, usable - tested * testing) + testing);
  const ratios = (unit: Unit) => [ends.low, ends.high].map((end) => end[unit] / (end[tightest] || Infinity));
  const secondsEach = (end: End) =>
    FIRST[end] + (input.sizes.output + thinking(end, input.model, input.parameters)) / SPEED[end];
  const timely = (end: End) =>
    budget.maxSeconds === undefined ? Infinity : (budget.maxSeconds * budget.maxConcurrency) / secondsEach(end);

  const range = (unit: Unit): Range => {
    const low = Math.min(
      least * Math.min(...ratios(unit)),
      LEAST_SHARE * limit(unit),
      taking(LEAST_SHARE * timely('high'), ends.low[unit]),
    );
    const high = Math.min(most * AGAIN * Math.max(...ratios(unit)), taking(timely('low'), ends.high[unit]));
    return {
      low: low + calibration[unit] * JUDGE.low,
      high: Math.min(given[unit] ?? Infinity, high + calibration[unit] * JUDGE.high),
    };
  };
  const whole = ({ low, high }: Range): Range => ({ low: Math.floor(low), high: Math.ceil(high) });
  const calls = whole(range('calls'));
  const seconds = (end: End) =>
    Math.min(budget.maxSeconds ?? Infinity, secondsEach(end) * (calls[end] / budget.maxConcurrency + ROUNDS[end]));
  return {
    calls,
    tokens: whole(range('tokens')),
    ...(priced ? { usd: range('usd') } : {}),
    seconds: whole({ low: seconds('low'), high: seconds('high') }),
  };
}
