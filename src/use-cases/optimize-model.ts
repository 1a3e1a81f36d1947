import type { Cost } from '../optimization/algorithms/algorithm.js';
import type { OptimizationRecord } from '../optimization/optimization-store.js';
import { seededRandom } from '../optimization/seeded-random.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';
import { estimateCalls } from './estimate-calls.js';
import { withJudges } from './judge-estimate.js';
import { givenFields } from './given-fields.js';
import type { OptimizeModelInput } from './optimize-model-input.js';
import { planFinalTest } from './plan-final-test.js';
import { quoteOfCalls } from './quote-of-calls.js';
import type { StartOptimization } from './start-optimization.js';

const MOST_MODELS = 20;
/** A run that is over soon: so many examples for each model, and as many again for the one chosen. */
const LEAST_HEARD = 8;

const bad = (message: string) => new ByomError('BAD_USER_INPUT', message);
const most = (costs: readonly Cost[]): Cost => ({
  usd: Math.max(...costs.map(({ usd }) => usd)),
  tokens: Math.max(...costs.map(({ tokens }) => tokens)),
});
const least = (costs: readonly Cost[]): Cost => ({
  usd: Math.min(...costs.map(({ usd }) => usd)),
  tokens: Math.min(...costs.map(({ tokens }) => tokens)),
});

/** Starts the choice among models for one prompt. */
export class OptimizeModel {
  constructor(private readonly deps: { readonly start: StartOptimization }) {}

  async run(caller: Caller, given: OptimizeModelInput): Promise<OptimizationRecord> {
    const input = givenFields(given);
    const { models: refs, minQuality } = input;
    if (refs.length < 2 || refs.length > MOST_MODELS) throw bad(`\`models\` has 2 to ${MOST_MODELS} models.`);
    if (new Set(refs).size < refs.length) throw bad('`models` has one of them twice.');
    if (minQuality !== undefined && !(minQuality > 0 && minQuality < 1)) {
      throw bad('`minQuality` is a number above 0 and below 1.');
    }
    const checked = await this.deps.start.check(caller, input, refs);
    const { split, examples } = checked;
    const { prompt, budget, seed } = checked.run;
    if (split.train.length + split.validation.length === 0) {
      throw bad('The dataset has no example to choose by: give more examples, or a smaller `testShare`.');
    }
    const each = checked.models.map(({ model }) => estimateCalls(prompt, examples, model, model, 1));
    const ranged = (of: (costs: readonly Cost[]) => Cost) =>
      withJudges(
        { task: of(each.map(({ task }) => task)), proposal: of(each.map((one) => one.proposal)) },
        checked.judging,
      );
    const estimates = ranged(most);
    const testExamples = planFinalTest(budget, estimates, split.test.length);
    const run = {
      kind: 'model' as const,
      ...checked.run,
      models: checked.models.map(({ model }) => model.ref),
      ...(minQuality === undefined ? {} : { minQuality }),
      examples: {
        train: split.train,
        validation: split.validation,
        test: seededRandom(seed, 'test').shuffled(split.test).slice(0, testExamples),
      },
      testSplitSize: split.test.length,
      estimates,
    };
    const raced = split.train.length + split.validation.length;
    const heard = (minQuality === undefined ? raced : 2 * LEAST_HEARD) + (refs.length - 1) * LEAST_HEARD;
    const quote = quoteOfCalls({
      answers: {
        low: Math.min(heard, refs.length * raced) + testExamples,
        high: refs.length * raced + 2 * testExamples,
      },
      each: { low: ranged(least).task, high: estimates.task },
      calibration: estimates.calibration,
      budget,
      priced: checked.priced,
    });
    return this.deps.start.begin(caller, input, checked, run, quote);
  }
}
