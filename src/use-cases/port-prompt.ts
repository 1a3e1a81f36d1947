import { noSuchOptimization } from '../optimization/no-such-optimization.js';
import type { OptimizationRecord, OptimizationStore, Quote, Range } from '../optimization/optimization-store.js';
import { seededRandom } from '../optimization/seeded-random.js';
import type { PromptTemplate } from '../prompts/prompt-store.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';
import { callSizes } from './optimization/call-sizes.js';
import { estimateCalls } from './optimization/estimate-calls.js';
import { withJudges } from './optimization/judge-estimate.js';
import { planFinalTest } from './optimization/plan-final-test.js';
import type { PortPromptInput } from './optimization/port-prompt-input.js';
import { heldBack } from './optimization/held-back.js';
import { quoteOf } from './optimization/quote-of.js';
import { PROMPTS_TESTED } from './optimization/run-port.js';
import { checkPromptName } from './save-prompt.js';
import type { StartOptimization } from './optimization/start-optimization.js';

/** Of the optimization that the prompt came from, candidates worth another try on another model. */
const MOST_HEIRS = 3;
const LOOKED_AT = 1_000;

const bad = (message: string) => new ByomError('BAD_USER_INPUT', message);

/** A forecast whose lower ends are those of so many calls, where that is less. */
function endingFrom(calls: number, quote: Quote): Quote {
  const share = Math.min(1, calls / Math.max(1, quote.calls.low));
  const from = ({ low, high }: Range): Range => ({ low: low * share, high });
  return {
    calls: { low: Math.min(calls, quote.calls.low), high: quote.calls.high },
    tokens: { low: Math.floor(quote.tokens.low * share), high: quote.tokens.high },
    ...(quote.usd === undefined ? {} : { usd: from(quote.usd) }),
    seconds: from(quote.seconds),
  };
}

export interface PortPromptDeps {
  readonly start: StartOptimization;
  readonly optimizations: Pick<OptimizationStore, 'find' | 'candidates'>;
}

/** Starts carrying a prompt over from one model to another. */
export class PortPrompt {
  constructor(private readonly deps: PortPromptDeps) {}

  async run(caller: Caller, given: PortPromptInput): Promise<OptimizationRecord> {
    const former = await this.deps.start.former(caller, 'port', given);
    if (former !== undefined) return former;
    const input = await this.deps.start.read(caller, given);
    if (input.from === input.to) throw bad('`from` and `to` are the same model.');
    if (input.saveAs !== undefined) checkPromptName(input.saveAs, 'saveAs');
    if (
      input.optimization !== undefined &&
      (await this.deps.optimizations.find(caller.tenant.id, input.optimization)) === undefined
    ) {
      throw noSuchOptimization();
    }
    const checked = await this.deps.start.check(caller, input, [input.to, input.from, input.proposer ?? input.to]);
    const { split, examples } = checked;
    const { prompt, budget, seed } = checked.run;
    if (split.validation.length === 0) {
      throw bad(
        'The dataset has no validation example to choose by: give more examples, or a larger `validationShare`.',
      );
    }
    const [to, from] = [checked.models[0]!.model, checked.models[1]!.model];
    const proposer = input.proposer === undefined ? to : checked.models.at(-1)!.model;
    const [there, before] = [to, from].map((model) => estimateCalls(prompt, examples, model, proposer));
    const task = {
      usd: Math.max(there!.task.usd, before!.task.usd),
      tokens: Math.max(there!.task.tokens, before!.task.tokens),
    };
    const estimates = withJudges({ task, proposal: there!.proposal }, checked.judging);
    // The dearer of the two, where they differ.
    const model = there!.task.usd >= before!.task.usd ? to : from;
    const sizes = callSizes(prompt, examples, model);
    const calls = { strategy: 'auto' as const, sizes, parameters: prompt.parameters, model, proposer };
    const testExamples = planFinalTest(budget, estimates, split.test.length, PROMPTS_TESTED, heldBack(calls));
    const origin = input.optimization ?? checked.saved?.origin;
    const run = {
      kind: 'port' as const,
      ...checked.run,
      from: from.ref,
      to: to.ref,
      proposer: proposer.ref,
      ...(origin === undefined ? {} : { origin }),
      heirs: await this.heirs(caller, prompt, origin),
      examples: {
        train: split.train,
        validation: split.validation,
        test: seededRandom(seed, 'test').shuffled(split.test).slice(0, testExamples),
      },
      testSplitSize: split.test.length,
      ...(input.saveAs === undefined ? {} : { saveAs: input.saveAs }),
      estimates,
    };
    const { judging, priced } = checked;
    const quote = quoteOf({ ...calls, budget, tests: testExamples, tested: PROMPTS_TESTED, judging, priced });
    // A prompt that loses nothing is done once it has been heard on both models.
    const heard = split.validation.length + 2 * testExamples;
    return this.deps.start.begin(caller, input, checked, run, endingFrom(heard, quote));
  }

  /** The prompt without its demonstrations, and what else its own optimization found good. */
  private async heirs(
    caller: Caller,
    prompt: PromptTemplate,
    origin: string | undefined,
  ): Promise<readonly PromptTemplate[]> {
    const bare = prompt.demonstrations.length === 0 ? [] : [{ ...prompt, demonstrations: [] }];
    if (origin === undefined) return bare;
    const page = await this.deps.optimizations.candidates(caller.tenant.id, origin, { first: LOOKED_AT });
    const others = page.items
      .flatMap(({ item }) => (item.validation === undefined ? [] : [item]))
      // Of few examples the lower end says more than the mean.
      .toSorted((a, b) => b.validation!.low - a.validation!.low || a.index - b.index)
      // The prompt itself may be among them, and is left out when they are tried.
      .slice(0, MOST_HEIRS + 1);
    return [...others.map((candidate) => candidate.prompt as unknown as PromptTemplate), ...bare];
  }
}
