import { auto } from '../../optimization/algorithms/auto.js';
import { fewShot } from '../../optimization/algorithms/few-shot.js';
import { joint } from '../../optimization/algorithms/joint.js';
import { makeCandidate } from '../../optimization/algorithms/make-candidate.js';
import { reflective } from '../../optimization/algorithms/reflective.js';
import type { Strategy } from '../../optimization/algorithms/run-search.js';
import { CandidateRecords } from './candidate-records.js';
import { soleContender } from './contender.js';
import { FinalTest } from './final-test.js';
import type { Ending, OptimizationRun } from './optimization-run.js';
import { searchLimits, type PromptRunInput } from './optimization-run-input.js';
import { endedBy } from './optimization-stopped.js';
import type { OptimizationStrategy } from './optimize-prompt-input.js';
import { promptSearch } from './prompt-search.js';
import { repeatFinalTest } from './repeat-final-test.js';
import { ScoredCalls } from './scored-calls.js';
import { searchUntilStopped } from './search-until-stopped.js';
import { verdictOf } from './verdict-of.js';

const strategies: Readonly<Record<OptimizationStrategy, () => Strategy>> = {
  auto,
  reflective,
  'few-shot': fewShot,
  joint,
};

/** The baseline and the best that was found. */
export const PROMPTS_TESTED = 2;

/** Search, final test, verdict. */
export async function runPromptSearch(run: OptimizationRun<PromptRunInput>): Promise<Ending> {
  const { input, recorder, told } = run;
  const scored = new ScoredCalls(run, await run.target(input.model));
  const contender = (candidate: Parameters<typeof soleContender>[0]) => soleContender(candidate, scored);
  const baseline = contender(makeCandidate(input.prompt, [], 'baseline'));
  const records = new CandidateRecords({ seed: input.seed, recorder, told, baseline, testSplit: 'test' });
  const finalTest = new FinalTest(input.examples.test, input.estimates.task, PROMPTS_TESTED);
  run.reserve(() => finalTest.reserve());
  const search = promptSearch(run, {
    baseline,
    contender,
    proposer: await run.target(input.proposer),
    records,
    limits: searchLimits(input, PROMPTS_TESTED),
  });

  const baselineTesting = finalTest.run(baseline, true);
  const found = await searchUntilStopped(search, strategies[input.strategy](), input.examples.test.length > 0);
  const { stopped, converged } = found;
  const best = found.best.id === baseline.id ? baseline : contender(found.best);
  const goesOn = stopped === undefined || stopped.why === 'budget' || stopped.why === 'time';
  const bestTest = goesOn && best !== baseline ? await finalTest.run(best, false) : undefined;
  const baselineTest = await baselineTesting;

  const repeated =
    bestTest === undefined || [stopped, baselineTest.failure, bestTest.failure].some((why) => why !== undefined)
      ? undefined
      : await repeatFinalTest({ run, finalTest, records, baseline, best, tested: [baselineTest, bestTest] });

  const tried = `${records.size - 1} candidate${records.size === 2 ? '' : 's'} tried`;
  const ended = endedBy(stopped, baselineTest.failure, bestTest?.failure, repeated?.failure);
  // What was found stays, unproven.
  if (ended !== undefined) {
    return { stopped: ended, patch: { best: best.id }, summary: `${ended.message} ${tried}.` };
  }

  const [baselineScores, bestScores] = repeated?.scores ?? [baselineTest.scores, bestTest?.scores];
  const baselineRecord = records.tested(baseline, baselineScores, undefined, repeated?.repeats);
  const bestRecord =
    bestScores === undefined
      ? undefined
      : bestScores.size === 0
        ? records.chosen(best)
        : records.tested(best, bestScores, baselineScores, repeated?.repeats);
  const baselineScore = baselineRecord.test ?? baselineRecord.validation;
  const message =
    stopped?.why === 'time' ? stopped.message : 'The budget ended the search; this is the best that it found.';
  const { kind, winner, improved, toDecide, ...verdict } = verdictOf({
    best: bestRecord?.test ?? bestRecord?.validation,
    baseline: baselineScore,
    // Without training examples, failures and demonstrations are taken from those that choose.
    seen: input.examples.train.length === 0,
    usdPerCall: meanOf(baselineRecord.costPerCall, bestRecord?.costPerCall),
    tried,
    ending: converged ?? message,
  });
  const chosen = winner === 'candidate' ? best : baseline;
  const summary = [verdict.summary, ...(found.explanation === undefined ? [] : [found.explanation])].join(' ');
  const savedAs =
    improved && input.saveAs !== undefined
      ? await run.save({
          name: input.saveAs,
          template: chosen.candidate.prompt,
          model: input.model,
          candidate: chosen.id,
          promote: input.promote ?? false,
        })
      : undefined;
  return {
    patch: {
      best: chosen.id,
      result: {
        bestCandidate: chosen.id,
        verdict: kind,
        improved,
        summary,
        ...(toDecide === undefined ? {} : { toDecide }),
        ...(savedAs === undefined ? {} : { savedAs }),
      },
      ...(baselineScore === undefined ? {} : { baseline: baselineScore }),
      ...(converged === undefined ? { reason: { code: 'BUDGET_EXCEEDED', message } } : {}),
    },
    summary,
  };
}

function meanOf(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return (one + other) / 2;
}
