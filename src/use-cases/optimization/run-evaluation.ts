import { makeCandidate } from '../../optimization/algorithms/make-candidate.js';
import type { Score } from '../../optimization/optimization-store.js';
import { CandidateRecords } from './candidate-records.js';
import { soleContender } from './contender.js';
import { FinalTest } from './final-test.js';
import type { Ending, OptimizationRun } from './optimization-run.js';
import type { EvaluationRunInput } from './optimization-run-input.js';
import { endedBy, OptimizationStopped } from './optimization-stopped.js';
import { ScoredCalls } from './scored-calls.js';

const figure = (value: number) => value.toFixed(3);

function summaryOf(
  score: Score | undefined,
  asked: number,
  unscored: number,
  early: OptimizationStopped | undefined,
): string {
  const scored =
    score === undefined
      ? 'No example was scored.'
      : `Scored ${figure(score.mean)} (95% interval ${figure(score.low)} to ${figure(score.high)}) on ${score.examples} examples.`;
  const left = asked - (score?.examples ?? 0);
  if (left === 0) return scored;
  if (early === undefined) {
    const refused = left - unscored;
    return refused === 0 ? scored : `${scored} The provider refused ${refused} of ${asked}, which count for nothing.`;
  }
  return `${scored} ${early.message} ${left} of ${asked} examples are not in this score; those that are were drawn at random.`;
}

/** A plain score with its interval: it chooses nothing, so every example is as good as held out. */
export async function runEvaluation(run: OptimizationRun<EvaluationRunInput>): Promise<Ending> {
  const { input, recorder, told } = run;
  const scored = new ScoredCalls(run, await run.target(input.model));
  const baseline = soleContender(makeCandidate(input.prompt, [], 'baseline'), scored);
  const records = new CandidateRecords({ seed: input.seed, recorder, told, baseline, testSplit: input.split });
  told.phase('scoring');
  const tested = await new FinalTest(input.examples.test, input.estimates.task, 1).run(baseline, false);
  const score = records.tested(baseline, tested.scores, undefined).test;
  const stopped = endedBy(tested.failure);
  const best = baseline.id;
  const baselineScore = score === undefined ? {} : { baseline: score };
  if (stopped !== undefined) return { stopped, patch: { best, ...baselineScore }, summary: stopped.message };
  const early = tested.failure instanceof OptimizationStopped ? tested.failure : undefined;
  const summary = summaryOf(score, input.examples.test.length, run.metric.failures, early);
  return {
    patch: {
      best,
      ...baselineScore,
      result: { bestCandidate: best, improved: false, summary },
      ...(early === undefined ? {} : { reason: { code: early.code, message: summary } }),
    },
    summary,
  };
}
