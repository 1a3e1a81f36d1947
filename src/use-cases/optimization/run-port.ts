import type { Answer, Candidate, Search, SearchExample } from '../../optimization/algorithms/search.js';
import { carryOver } from '../../optimization/algorithms/carry-over.js';
import { makeCandidate } from '../../optimization/algorithms/make-candidate.js';
import { CandidateRecords } from './candidate-records.js';
import { contenderOnModel } from './contender.js';
import { FinalTest } from './final-test.js';
import type { Ending, OptimizationRun } from './optimization-run.js';
import type { PortRunInput } from './optimization-run-input.js';
import { endedBy, OptimizationStopped } from './optimization-stopped.js';
import type { Answers } from './port-breaks.js';
import { portInWords, portReport } from './port-report.js';
import { limitsWithout, sourceSample, withSourceAnswers } from './source-sample.js';
import { promptSearch } from './prompt-search.js';
import { ScoredCalls } from './scored-calls.js';
import { searchUntilStopped } from './search-until-stopped.js';
import { verdictOf } from './verdict-of.js';

/** The old prompt on both models, the new one on both. */
export const PROMPTS_TESTED = 4;

/** Answers by prompt, as the search comes by them. */
class AnswersSeen {
  private readonly seen = new Map<string, Map<string, Answer>>();

  of(candidate: Candidate): Answers {
    return this.seen.get(candidate.id) ?? new Map();
  }

  add(candidate: Candidate, example: SearchExample, answer: Answer): void {
    const answers = this.seen.get(candidate.id) ?? new Map<string, Answer>();
    this.seen.set(candidate.id, answers.set(example.id, answer));
  }
}

/** The old prompt on both models, what breaks, the search for a prompt that mends it, and all of them on the test examples. */
export async function runPort(run: OptimizationRun<PortRunInput>): Promise<Ending> {
  const { input, recorder, told } = run;
  const [from, to] = [
    new ScoredCalls(run, await run.target(input.from)),
    new ScoredCalls(run, await run.target(input.to)),
  ];
  const old = makeCandidate(input.prompt, [], 'the prompt given');
  const [source, moved] = [contenderOnModel(old, from), contenderOnModel(old, to)];
  const contender = (candidate: Candidate) => (candidate.id === old.id ? moved : contenderOnModel(candidate, to));
  const records = new CandidateRecords({ seed: input.seed, recorder, told, baseline: moved, testSplit: 'test' });
  records.report(source, []);
  const finalTest = new FinalTest(input.examples.test, input.estimates.task, PROMPTS_TESTED);
  run.reserve(() => finalTest.reserve());
  const testing = Promise.all([finalTest.run(moved, true), finalTest.run(source, true)]);

  told.phase('comparing the models');
  const sample = sourceSample(input, PROMPTS_TESTED);
  const before = new Map<string, Answer>();
  let stopped: OptimizationStopped | undefined;
  try {
    await Promise.all(
      [...sample.train, ...sample.validation].map(async (example, index) => {
        before.set(example.id, await from.answer(old, example, 'task', index));
      }),
    );
  } catch (error) {
    if (!(error instanceof OptimizationStopped)) throw error;
    stopped = error;
  }
  const answered = ({ id: example }: SearchExample) =>
    before.has(example) ? [{ example, answer: before.get(example)! }] : [];
  records.report(source, sample.validation.flatMap(answered));

  const seen = new AnswersSeen();
  const originals = new Map([...input.examples.train, ...input.examples.validation].map((one) => [one.id, one]));
  const plain = promptSearch(run, {
    baseline: moved,
    contender,
    proposer: await run.target(input.proposer),
    records,
    limits: limitsWithout(input, PROMPTS_TESTED, sample.train.length + sample.validation.length),
  });
  const search: Search = {
    ...plain,
    train: withSourceAnswers(plain.train, before),
    async call(candidate, example, priority, repeat) {
      const answer = await plain.call(candidate, originals.get(example.id) ?? example, priority, repeat);
      if (repeat === undefined || repeat === 0) seen.add(candidate, example, answer);
      return answer;
    },
  };
  const tests = input.examples.test.length > 0;
  const found =
    stopped === undefined ? await searchUntilStopped(search, carryOver(input.heirs), tests) : { best: old, stopped };
  const best = contender(found.best);
  const goesOn = found.stopped === undefined || found.stopped.why === 'budget' || found.stopped.why === 'time';
  const bestTesting =
    goesOn && best !== moved
      ? Promise.all([finalTest.run(best, false), finalTest.run(contenderOnModel(found.best, from), false)])
      : undefined;
  const [movedTest, sourceTest] = await testing;
  const [bestTest, backTest] = (await bestTesting) ?? [undefined, undefined];

  const tried = `${records.size - 2} other prompt${records.size === 3 ? '' : 's'} tried`;
  const ended = endedBy(found.stopped, movedTest.failure, sourceTest.failure, bestTest?.failure, backTest?.failure);
  if (ended !== undefined) return { stopped: ended, patch: { best: best.id }, summary: `${ended.message} ${tried}.` };

  records.tested(source, sourceTest.scores, undefined);
  const movedRecord = records.tested(moved, movedTest.scores, undefined);
  const bestRecord =
    bestTest === undefined
      ? undefined
      : bestTest.scores.size === 0
        ? records.chosen(best)
        : records.tested(best, bestTest.scores, movedTest.scores);
  const movedScore = movedRecord.test ?? movedRecord.validation;
  const message =
    found.stopped?.why === 'time'
      ? found.stopped.message
      : 'The budget ended the search; this is the best that it found.';
  const converged = 'converged' in found ? found.converged : undefined;
  const { kind, winner, improved, toDecide, summary } = verdictOf({
    best: bestRecord?.test ?? bestRecord?.validation,
    baseline: movedScore,
    seen: input.examples.train.length === 0,
    tried,
    ending: converged ?? message,
  });
  const chosen = winner === 'candidate' ? best : moved;
  const report = portReport({
    input,
    models: [from.model, to.model],
    answers: [before, seen.of(old), chosen === moved ? undefined : seen.of(chosen.candidate)],
    tests: {
      source: sourceTest,
      moved: movedTest,
      ...(chosen === moved ? {} : { repaired: bestTest, back: backTest }),
    },
  });
  const whole = `${portInWords(input, report)} ${summary}`;
  const savedAs =
    input.saveAs === undefined
      ? undefined
      : await run.save({
          name: input.saveAs,
          template: chosen.candidate.prompt,
          model: input.to,
          candidate: chosen.id,
        });
  return {
    patch: {
      best: chosen.id,
      result: {
        bestCandidate: chosen.id,
        verdict: kind,
        improved,
        summary: whole,
        port: report,
        ...(toDecide === undefined ? {} : { toDecide }),
        ...(savedAs === undefined ? {} : { savedAs }),
      },
      ...(movedScore === undefined ? {} : { baseline: movedScore }),
      ...(converged === undefined ? { reason: { code: 'BUDGET_EXCEEDED', message } } : {}),
    },
    summary: whole,
  };
}
