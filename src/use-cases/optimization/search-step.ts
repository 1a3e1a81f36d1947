import type { Cost } from '../../optimization/algorithms/search.js';
import type { Parameters, ReasoningEffort, ResolvedModel } from '../../sdk/index.js';
import { costOf } from '../../usage/call-cost.js';
import type { CallSizes } from './call-sizes.js';
import type { JudgeEstimate } from './judge-estimate.js';
import type { OptimizationStrategy } from './optimize-prompt-input.js';

/** The two ends of what calls were seen to take, nineteen runs in twenty being between them. */
export type End = 'low' | 'high';
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
/** Hidden tokens that a model may think for one answer; assumed, since no length of an example tells. */
const THINKING: Readonly<Record<ReasoningEffort, number>> = {
  none: 0,
  minimal: 60,
  low: 400,
  medium: 1_200,
  high: 3_000,
  xhigh: 6_000,
  max: 10_000,
};
const PROPOSAL_INPUT = { low: 0.7, high: 1.35 };
const PROPOSAL_OUTPUT = { low: 40, high: 500 };
export const PROPOSAL_OVERHEAD = { examples: 8, tokens: 500 };
/** What a judge's verdict may be off by. */
export const JUDGE = { low: 0.6, high: 1.6 };
/** What a budget limits; of calls, `tasks` run the prompt. */
export const units = ['calls', 'tokens', 'usd', 'tasks'] as const;
export type Unit = (typeof units)[number];

/** What a search is made of, as far as it is known before its first call. */
export interface SearchMakeup {
  readonly strategy: OptimizationStrategy;
  readonly sizes: CallSizes;
  readonly parameters?: Parameters;
  readonly model: ResolvedModel;
  readonly proposer: ResolvedModel;
}

const cost = (inputTokens: number, outputTokens: number, { price }: ResolvedModel): Cost => ({
  tokens: inputTokens + outputTokens,
  usd: costOf({ inputTokens, outputTokens, cachedInputTokens: 0, reasoningTokens: 0 }, price)?.total ?? 0,
});

/** A model that can think may answer at once. */
export function thinking(
  end: End,
  model: ResolvedModel,
  { reasoningEffort, maxOutputTokens }: Parameters = {},
): number {
  if (end === 'low' || !model.features.includes('reasoning')) return 0;
  return Math.min(THINKING[reasoningEffort ?? 'medium'], maxOutputTokens ?? Infinity);
}

/** What a step takes, which is an answer with its score or a proposal, in the mixture that a search makes of them. */
export function searchStep(
  end: End,
  { strategy, sizes, parameters, model, proposer, judging }: SearchMakeup & { readonly judging: JudgeEstimate },
): Readonly<Record<Unit, number>> {
  const { times, more } = INSTRUCTION[end];
  const growth = strategy === 'few-shot' ? 0 : more;
  const input = sizes.input * times + growth + DEMONSTRATIONS[strategy][end] * sizes.demonstration;
  const answer = (end === 'low' ? sizes.expected : sizes.output) * ANSWER[end] + thinking(end, model, parameters);
  const task = cost(input, answer, model);
  const read = PROPOSAL_OVERHEAD.tokens + PROPOSAL_OVERHEAD.examples * (sizes.fields + 2 * sizes.output);
  const proposal = cost(
    (sizes.instruction + read) * PROPOSAL_INPUT[end],
    PROPOSAL_OUTPUT[end] + (end === 'high' ? sizes.instruction : 0) + thinking(end, proposer),
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
