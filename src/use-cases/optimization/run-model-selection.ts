import { makeCandidate } from '../../optimization/algorithms/make-candidate.js';
import type { LostModel, ModelRace, RacingModel } from '../../optimization/algorithms/model-race.js';
import { seededRandom } from '../../optimization/seeded-random.js';
import { CandidateRecords } from './candidate-records.js';
import { chooseModel } from './choose-model.js';
import { contenderOnModel, type Contender } from './contender.js';
import { fitPrompt } from './fit-prompt.js';
import { FinalTest } from './final-test.js';
import { ModelLostError } from './model-lost-error.js';
import type { CallTarget } from '../call-target.js';
import type { Ending, OptimizationRun } from './optimization-run.js';
import type { ModelRunInput } from './optimization-run-input.js';
import { endedBy, OptimizationStopped } from './optimization-stopped.js';
import { ScoredCalls } from './scored-calls.js';

/** The model in use (the first) and the one that is chosen. */
const MODELS_TESTED = 2;

async function orLost<Result>(work: Promise<Result>): Promise<Result | LostModel> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ModelLostError) return { kind: 'lost', code: error.code };
    throw error;
  }
}

function raceOf(
  run: OptimizationRun<ModelRunInput>,
  contenders: Map<string, Contender>,
  records: CandidateRecords,
  proposer: CallTarget | undefined,
): ModelRace {
  const { input, told } = run;
  const of = ({ ref }: RacingModel) => contenders.get(ref)!;
  return {
    models: input.models.map((ref) => ({ ref, priced: contenders.get(ref)!.scored.model.price !== undefined })),
    // What a prompt was fitted with cannot judge it.
    examples: seededRandom(input.seed, 'race').shuffled([
      ...(proposer === undefined ? input.examples.train : []),
      ...input.examples.validation,
    ]),
    concurrency: input.budget.maxConcurrency,
    call(model, example, priority) {
      const { scored, candidate } = of(model);
      return orLost(scored.answer(candidate, example, 'task', priority));
    },
    ...(proposer === undefined
      ? {}
      : {
          async prepare(model) {
            const fitted = await orLost(fitPrompt({ run, given: of(model), proposer, records }));
            if ('kind' in fitted) return fitted;
            contenders.set(model.ref, fitted);
            records.report(fitted, []);
            return undefined;
          },
        }),
    latencyMs: (model) => of(model).scored.means(of(model).candidate).latencyMs,
    report: (model, answers) => void records.report(of(model), answers),
    phase: (name) => told.phase(name),
  };
}

/** The race, then the chosen model beside the one in use on examples that chose nothing. */
export async function runModelSelection(run: OptimizationRun<ModelRunInput>): Promise<Ending> {
  const { input, recorder, told } = run;
  const candidate = makeCandidate(input.prompt, [], 'the prompt given');
  const contenders = new Map<string, Contender>();
  for (const ref of input.models) {
    contenders.set(ref, contenderOnModel(candidate, new ScoredCalls(run, await run.target(ref), { isolated: true })));
  }
  const baseline = contenders.get(input.models[0]!)!;
  const records = new CandidateRecords({ seed: input.seed, recorder, told, baseline, testSplit: 'test' });
  for (const contender of contenders.values()) records.report(contender, []);
  const finalTest = new FinalTest(input.examples.test, input.estimates.task, MODELS_TESTED);
  run.reserve(() => finalTest.reserve());

  const proposer = input.portEach === undefined ? undefined : await run.target(input.portEach.proposer);
  const choice = await chooseModel(raceOf(run, contenders, records, proposer), input.minQuality);
  for (const { model, verdict, dominated } of choice.judged) {
    records.judged(contenders.get(model.ref)!, verdict, dominated);
  }
  const outside = endedBy(choice.stopped);
  const best = choice.best === undefined ? undefined : contenders.get(choice.best.ref)!;
  if (outside !== undefined || best === undefined) {
    const stopped = outside ?? new OptimizationStopped('failed', choice.lost ?? 'PROVIDER_REJECTED', choice.told);
    return {
      stopped,
      patch: best === undefined ? {} : { best: best.id },
      summary: `${stopped.message} ${choice.told}`,
    };
  }

  told.phase('testing the choice');
  const bestTesting = finalTest.run(best, false);
  const baselineTest = best === baseline ? await bestTesting : await finalTest.run(baseline, false);
  const bestTest = await bestTesting;
  const stopped = endedBy(bestTest.failure, baselineTest.failure);
  if (stopped !== undefined) {
    return { stopped, patch: { best: best.id }, summary: `${stopped.message} ${choice.told}` };
  }
  const baselineRecord = records.tested(baseline, baselineTest.scores, undefined);
  const bestRecord = best === baseline ? baselineRecord : records.tested(best, bestTest.scores, baselineTest.scores);
  const { test } = bestRecord;
  const baselineScore = baselineRecord.test ?? baselineRecord.validation;
  const heldOut =
    test === undefined
      ? ''
      : ` On ${test.examples} held-out test examples it scores ${test.mean.toFixed(3)} (95% interval ${test.low.toFixed(3)} to ${test.high.toFixed(3)}).`;
  const early = choice.stopped === undefined ? '' : ` ${choice.stopped.message}`;
  const summary = `${choice.told}${heldOut}${early}`;
  const improved =
    best !== baseline && (input.minQuality === undefined ? (test?.pairedGain?.low ?? 0) > 0 : choice.found);
  return {
    patch: {
      best: best.id,
      result: { bestCandidate: best.id, improved, summary },
      ...(baselineScore === undefined ? {} : { baseline: baselineScore }),
      ...(choice.stopped === undefined
        ? {}
        : { reason: { code: choice.stopped.code, message: choice.stopped.message } }),
    },
    summary,
  };
}
