import { auto } from '../../optimization/algorithms/auto.js';
import type { Candidate, Search } from '../../optimization/algorithms/search.js';
import { searchOrder } from '../../optimization/algorithms/search-order.js';
import type { CandidateRecords } from './candidate-records.js';
import { contenderOnModel, type Contender } from './contender.js';
import type { CallTarget } from '../call-target.js';
import type { OptimizationRun } from './optimization-run.js';
import type { CheckedBudget, ModelRunInput, OptimizationRunInput } from './optimization-run-input.js';
import { affordableCalls } from './plan-final-test.js';
import { promptSearch } from './prompt-search.js';
import { searchUntilStopped } from './search-until-stopped.js';

/** Of what the final test leaves of a budget, all fitting together; the rest judges the models. */
const SHARE = 0.5;
/** More than this shows little more. */
const MOST = 400;

/** The calls that fitting the prompt to one of several models may take. */
export function fittingCalls(
  budget: CheckedBudget,
  estimates: OptimizationRunInput['estimates'],
  testExamples: number,
  models: number,
): number {
  const left = affordableCalls(budget, estimates) - 2 * testExamples;
  return Math.min(MOST, Math.floor((left * SHARE) / models));
}

/**
 * A short search for a prompt that suits one model, on the training examples alone, half of them to choose by: the
 * examples that judge the models have no part in it. Ends with whatever ends the run.
 */
export async function fitPrompt(options: {
  readonly run: OptimizationRun<ModelRunInput>;
  readonly given: Contender;
  readonly proposer: CallTarget;
  readonly records: CandidateRecords;
}): Promise<Contender> {
  const { run, given, proposer, records } = options;
  const { input } = run;
  const { budget, estimates, examples } = input;
  const contender = (candidate: Candidate) => contenderOnModel(candidate, given.scored);
  const calls = fittingCalls(budget, estimates, examples.test.length, input.models.length);
  const limits = {
    calls: Math.ceil(calls * (estimates.task.calls ?? 1)),
    taskCalls: calls,
    usd: calls * estimates.task.usd,
    tokens: calls * estimates.task.tokens,
  };
  const ordered = searchOrder(input.seed, 'train', examples.train);
  const search: Search = {
    ...promptSearch(run, { baseline: given, contender, proposer, records, limits }),
    train: ordered.filter((_, index) => index % 2 === 0),
    validation: ordered.filter((_, index) => index % 2 === 1),
    // What is stored of models are their scores in the race.
    report() {},
    leads() {},
    phase() {},
  };
  const { best, stopped } = await searchUntilStopped(search, auto(), false);
  if (stopped !== undefined) throw stopped;
  // Those between are not stored.
  return best.id === given.candidate.id ? given : { ...contender(best), parents: [given.id] };
}
