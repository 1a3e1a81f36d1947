import { mean, variance } from '../../optimization/statistics/interval.js';
import { planRepeats } from '../../optimization/statistics/plan-repeats.js';
import type { CandidateRecords } from './candidate-records.js';
import type { Contender } from './contender.js';
import type { FinalTest, Tested } from './final-test.js';
import type { OptimizationRun } from './optimization-run.js';
import type { ScoreSheet } from './score-of.js';

/** Answers asked again to see how noisy the model is. */
const PILOT = 12;

export interface Repeated {
  readonly scores: readonly [baseline: ScoreSheet, best: ScoreSheet];
  /** How often each example was asked; 1 where once is enough. */
  readonly repeats: number;
  readonly failure?: unknown;
}

/** The mean of all scores of an example; where some went without an answer, of the others. */
function averaged(tests: readonly Tested[]): ScoreSheet {
  const [first] = tests;
  return new Map(
    [...first!.scores.keys()].map((id) => [id, mean(tests.flatMap(({ scores }) => scores.get(id) ?? []))]),
  );
}

/**
 * Asks the test examples again where the model is noisy and the budget has something left: how often is settled by the
 * baseline's noise and by validation scores, before the two prompts' test scores are compared. Undefined where there is nothing to ask with.
 */
export async function repeatFinalTest(options: {
  readonly run: Pick<OptimizationRun, 'testsLeft'>;
  readonly finalTest: FinalTest;
  readonly records: CandidateRecords;
  readonly baseline: Contender;
  readonly best: Contender;
  readonly tested: readonly [Tested, Tested];
}): Promise<Repeated | undefined> {
  const { run, finalTest, records, baseline, best, tested } = options;
  const examples = tested[0].scores.size;
  const callsLeft = run.testsLeft();
  if (baseline.candidate.prompt.parameters?.temperature === 0 || callsLeft < 2 * examples + PILOT) return undefined;
  const pilot = await finalTest.again(baseline, 1, PILOT);
  const noise = [...pilot.scores].map(([id, score]) => (score - (tested[0].scores.get(id) ?? score)) ** 2 / 2);
  const repeats = planRepeats({
    differencesVariance: variance(records.differences(best)),
    noiseVariance: mean(noise),
    // What the pilot asked is paid for, and not asked again.
    callsLeft,
    examples,
  });
  const samples = Array.from({ length: repeats - 1 }, (_, index) => index + 1);
  const again = (contender: Contender) => Promise.all(samples.map((sample) => finalTest.again(contender, sample)));
  const [ofBaseline, ofBest] = await Promise.all([again(baseline), again(best)]);
  const failure = [pilot, ...ofBaseline, ...ofBest].find((test) => test.failure !== undefined)?.failure;
  return {
    scores: [averaged([tested[0], ...ofBaseline]), averaged([tested[1], ...ofBest])],
    repeats,
    ...(failure === undefined ? {} : { failure }),
  };
}
