import type { Cost } from '../optimization/algorithms/algorithm.js';
import type { Quote, Range } from '../optimization/optimization-store.js';
import type { Parameters, ResolvedModel } from '../sdk/index.js';
import { costOf } from '../usage/call-cost.js';
import { worstCase } from '../usage/worst-case.js';
import type { CallSizes } from './call-sizes.js';
import type { JudgeEstimate } from './judge-estimate.js';
import type { CheckedBudget } from './optimization-run-input.js';
import type { OptimizationStrategy } from './optimize-prompt-input.js';

/** The two ends of what calls were seen to take, nineteen runs in twenty being between them. */
type End = 'low' | 'high';
type Ends = Readonly<Record<End, number>>;

/** Demonstrations in a call, on average over a run. */
const DEMONSTRATIONS: Readonly<Record<OptimizationStrategy, Ends>> = {
  auto: { low: 0.1, high: 7 },
  reflective: { low: 0, high: 2 },
  'few-shot': { low: 1.5, high: 10 },
  joint: { low: 1, high: 10 },
};
/** Of search calls, how many are proposals. */
const PROPOSALS: Readonly<Record<OptimizationStrategy, Ends>> = {
  auto: { low: 0.01, high: 0.1 },
  reflective: { low: 0.02, high: 0.18 },
  'few-shot': { low: 0, high: 0 },
  joint: { low: 0.01, high: 0.06 },
};
/** Of the prompt given; tokens that better instructions add to it. */
const INSTRUCTION = { low: { times: 0.92, more: 0 }, high: { times: 1.15, more: 60 } };
/** Of an answer of the estimated size, and of a proposal's. */
const ANSWER = { low: 0.9, high: 1.5 };
const PROPOSAL_INPUT = { low: 0.7, high: 1.35 };
const PROPOSAL_OUTPUT = { low: 40, high: 500 };
const PROPOSAL_OVERHEAD = { examples: 8, tokens: 500, longest: 8_192 };
/** What a judge's verdict may be off by. */
const JUDGE = { low: 0.6, high: 1.6 };
/** The least of its budget that a search uses before it may be perfect or dry. */
const LEAST_SHARE = 0.5;
/** Seconds to an answer's first token, tokens a second from there, and rounds in which one call waits for another. */
const FIRST = { low: 0.4, high: 1.5 };
const SPEED = { low: 120, high: 40 };
const ROUNDS = { low: 6, high: 24 };

/** Requests that have to be made again. */
const AGAIN = 1.05;

/** What a budget limits; of calls, `tasks` run the prompt. */
const units = ['calls', 'tokens', 'usd', 'tasks'] as const;
type Unit = (typeof units)[number];

export interface QuoteInput {
  readonly budget: CheckedBudget;
  readonly strategy: OptimizationStrategy;
  /** Examples of the final test. */
  readonly tests: number;
  /** Prompts that it tests at most; two where left out. */
  readonly tested?: number;
  readonly sizes: CallSizes;
  readonly parameters?: Parameters;
  readonly model: ResolvedModel;
  readonly proposer: ResolvedModel;
  readonly judging: JudgeEstimate;
  /** Whether a price is known of every model. */
  readonly priced: boolean;
}

const cost = (inputTokens: number, outputTokens: number, { price }: ResolvedModel): Cost => ({
  tokens: inputTokens + outputTokens,
  usd: costOf({ inputTokens, outputTokens, cachedInputTokens: 0, reasoningTokens: 0 }, price)?.total ?? 0,
});

/** What a step takes, which is an answer with its score or a proposal, in the mixture that a search makes of them. */
function step(end: End, { strategy, sizes, model, proposer, judging }: QuoteInput): Readonly<Record<Unit, number>> {
  const { times, more } = INSTRUCTION[end];
  const growth = strategy === 'few-shot' ? 0 : more;
  const input = sizes.input * times + growth + DEMONSTRATIONS[strategy][end] * sizes.demonstration;
  const task = cost(input, (end === 'low' ? sizes.expected : sizes.output) * ANSWER[end], model);
  const read = PROPOSAL_OVERHEAD.tokens + PROPOSAL_OVERHEAD.examples * (sizes.fields + 2 * sizes.output);
  const proposal = cost(
    (sizes.instruction + read) * PROPOSAL_INPUT[end],
    PROPOSAL_OUTPUT[end] + (end === 'high' ? sizes.instruction : 0),
    proposer,
  );
  const share = PROPOSALS[strategy][end];
  const mixed = (unit: keyof Cost) =>
    (task[unit] + judging.answer[unit] * JUDGE[end]) * (1 - share) + proposal[unit] * share;
  return {
    tasks: 1 - share,
    calls: 1 + judging.answer.calls * (1 - share),
    tokens: mixed('tokens'),
    usd: mixed('usd'),
  };
}

/** What is held back for the one call that may cost most until it has answered: a limit cannot be used beyond it. */
export function heldBack(input: Pick<QuoteInput, 'strategy' | 'sizes' | 'parameters' | 'model' | 'proposer'>): Cost {
  const { strategy, sizes, parameters = {}, model, proposer } = input;
  const limit = model.maxOutputTokens === undefined ? { maxOutputTokens: PROPOSAL_OVERHEAD.longest } : {};
  const task = worstCase({ parameters: { ...limit, ...parameters } }, model, sizes.input);
  if (strategy === 'few-shot') return task;
  const maxOutputTokens = Math.min(PROPOSAL_OVERHEAD.longest, proposer.maxOutputTokens ?? Infinity);
  const read =
    sizes.instruction + PROPOSAL_OVERHEAD.tokens + PROPOSAL_OVERHEAD.examples * (sizes.fields + sizes.output);
  const proposal = worstCase({ parameters: { maxOutputTokens } }, proposer, read);
  return { usd: Math.max(task.usd, proposal.usd), tokens: Math.max(task.tokens, proposal.tokens) };
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
  const ends = { low: step('low', input), high: step('high', input) };
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
  const secondsEach = (end: End) => FIRST[end] + input.sizes.output / SPEED[end];
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
