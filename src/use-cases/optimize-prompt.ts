import type { OptimizationRecord } from '../optimization/optimization-store.js';
import { seededRandom } from '../optimization/seeded-random.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';
import { callSizes } from './optimization/call-sizes.js';
import { estimateCalls } from './optimization/estimate-calls.js';
import { optimizationStrategies, type OptimizePromptInput } from './optimization/optimize-prompt-input.js';
import { withJudges } from './optimization/judge-estimate.js';
import { planFinalTest } from './optimization/plan-final-test.js';
import { heldBack } from './optimization/held-back.js';
import { quoteOf } from './optimization/quote-of.js';
import { PROMPTS_TESTED } from './optimization/run-prompt-search.js';
import { checkPromptName } from './save-prompt.js';
import type { StartOptimization } from './optimization/start-optimization.js';

const bad = (message: string) => new ByomError('BAD_USER_INPUT', message);

/** Starts the search for a better prompt for one model. */
export class OptimizePrompt {
  constructor(private readonly deps: { readonly start: StartOptimization }) {}

  async run(caller: Caller, given: OptimizePromptInput): Promise<OptimizationRecord> {
    const former = await this.deps.start.former(caller, 'prompt', given);
    if (former !== undefined) return former;
    const input = await this.deps.start.read(caller, given);
    const strategy = input.strategy ?? 'auto';
    if (!optimizationStrategies.includes(strategy)) throw bad('`strategy` is not one of the strategies.');
    if (input.saveAs !== undefined) checkPromptName(input.saveAs, 'saveAs');
    if (input.promote === true && input.saveAs === undefined)
      throw bad('`promote` needs `saveAs`: a name to save it under.');
    const refs = [input.model, input.proposer ?? input.model];
    const checked = await this.deps.start.check(caller, input, refs);
    const { models, examples, split } = checked;
    const { prompt, budget, seed } = checked.run;
    if (split.validation.length === 0) {
      throw bad(
        'The dataset has no validation example to choose by: give more examples, or a larger `validationShare`.',
      );
    }
    const [model, proposer] = [models[0]!.model, models.at(-1)!.model];
    const { judging, priced } = checked;
    const sizes = callSizes(prompt, examples, model);
    const calls = { strategy, sizes, parameters: prompt.parameters, model, proposer };
    const estimates = withJudges(estimateCalls(prompt, examples, model, proposer), judging);
    const testExamples = planFinalTest(budget, estimates, split.test.length, PROMPTS_TESTED, heldBack(calls));
    const test = seededRandom(seed, 'test').shuffled(split.test).slice(0, testExamples);
    const run = {
      kind: 'prompt' as const,
      ...checked.run,
      model: model.ref,
      proposer: proposer.ref,
      examples: { train: split.train, validation: split.validation, test },
      testSplitSize: split.test.length,
      strategy,
      ...(input.saveAs === undefined ? {} : { saveAs: input.saveAs, promote: input.promote === true }),
      estimates,
    };
    const quote = quoteOf({ ...calls, budget, tests: test.length, judging, priced });
    return this.deps.start.begin(caller, input, checked, run, quote);
  }
}
