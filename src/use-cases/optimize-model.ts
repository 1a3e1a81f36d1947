import type { Cost } from '../optimization/algorithms/search.js';
import type { OptimizationRecord } from '../optimization/optimization-store.js';
import { seededRandom } from '../optimization/seeded-random.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';
import { estimateCalls } from './optimization/estimate-calls.js';
import { withJudges } from './optimization/judge-estimate.js';
import type { OptimizeModelInput } from './optimization/optimize-model-input.js';
import { fittingCalls } from './optimization/fit-prompt.js';
import { planFinalTest } from './optimization/plan-final-test.js';
import { quoteOfCalls } from './optimization/quote-of-calls.js';
import type { StartOptimization } from './optimization/start-optimization.js';

const MOST_MODELS = 20;
/** A run that is over soon: so many examples for each model, and as many again for the one chosen. */
const LEAST_HEARD = 8;

/** Examples that a prompt can be fitted with, half of them to choose by. */
const LEAST_TRAINED = 10;
const LEAST_FITTING = 30;
/** Of its calls, what fitting takes at the least. */
const EARLY_END = 0.3;
const AS_IT_STANDS = 1;

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
    const former = await this.deps.start.former(caller, 'model', given);
    if (former !== undefined) return former;
    const input = await this.deps.start.read(caller, given);
    const { models: refs, minQuality } = input;
    if (refs.length < 2 || refs.length > MOST_MODELS) throw bad(`\`models\` has 2 to ${MOST_MODELS} models.`);
    if (new Set(refs).size < refs.length) throw bad('`models` has one of them twice.');
    if (minQuality !== undefined && !(minQuality > 0 && minQuality < 1)) {
      throw bad('`minQuality` is a number above 0 and below 1.');
    }
    const portEach = input.portEach ?? false;
    if (!portEach && input.proposer !== undefined) throw bad('`proposer` is for `portEach`.');
    const proposer = portEach ? (input.proposer ?? refs[0]!) : undefined;
    const checked = await this.deps.start.check(caller, input, proposer === undefined ? refs : [...refs, proposer]);
    const models = checked.models.slice(0, refs.length);
    const { split, examples } = checked;
    const { prompt, budget, seed } = checked.run;
    if (portEach && (split.train.length < LEAST_TRAINED || split.validation.length === 0)) {
      throw bad(`\`portEach\` takes at least ${LEAST_TRAINED} training examples, and validation examples beside them.`);
    }
    if (split.train.length + split.validation.length === 0) {
      throw bad('The dataset has no example to choose by: give more examples, or a smaller `testShare`.');
    }
    const growth = portEach ? undefined : AS_IT_STANDS;
    const writer = checked.models.find(({ model }) => model.ref === proposer)?.model;
    const each = models.map(({ model }) => estimateCalls(prompt, examples, model, writer ?? model, growth));
    const ranged = (of: (costs: readonly Cost[]) => Cost) =>
      withJudges(
        { task: of(each.map(({ task }) => task)), proposal: of(each.map((one) => one.proposal)) },
        checked.judging,
      );
    const estimates = ranged(most);
    const testExamples = planFinalTest(budget, estimates, split.test.length);
    if (portEach && fittingCalls(budget, estimates, testExamples, refs.length) < LEAST_FITTING) {
      throw bad(`The budget is too small for \`portEach\`: half of it has to give each model ${LEAST_FITTING} calls.`);
    }
    const run = {
      kind: 'model' as const,
      ...checked.run,
      models: models.map(({ model }) => model.ref),
      ...(proposer === undefined ? {} : { portEach: { proposer } }),
      ...(minQuality === undefined ? {} : { minQuality }),
      examples: {
        train: split.train,
        validation: split.validation,
        test: seededRandom(seed, 'test').shuffled(split.test).slice(0, testExamples),
      },
      testSplitSize: split.test.length,
      estimates,
    };
    const raced = portEach ? split.validation.length : split.train.length + split.validation.length;
    // All models are fitted for a frontier, one at the least for a bar.
    const fitting = portEach ? fittingCalls(budget, estimates, testExamples, refs.length) : 0;
    const fitted = minQuality === undefined ? refs.length : 1;
    const heard = (minQuality === undefined ? raced : 2 * LEAST_HEARD) + (refs.length - 1) * LEAST_HEARD;
    const quote = quoteOfCalls({
      answers: {
        low: Math.min(heard, refs.length * raced) + testExamples + Math.floor(fitting * fitted * EARLY_END),
        high: refs.length * raced + 2 * testExamples + refs.length * fitting,
      },
      each: { low: ranged(least).task, high: estimates.task },
      calibration: estimates.calibration,
      budget,
      priced: checked.priced,
    });
    return this.deps.start.begin(caller, input, checked, run, quote);
  }
}
