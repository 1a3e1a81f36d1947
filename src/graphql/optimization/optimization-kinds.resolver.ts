import { injectable } from 'tsyringe';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { PortPrompt } from '../../use-cases/port-prompt.js';
import { OptimizeModel } from '../../use-cases/optimize-model.js';
import { Evaluate } from '../../use-cases/evaluate.js';
import type { GraphqlContext } from '../graphql-context.js';
import { EvaluateInput } from './evaluate.input.js';
import { OptimizeModelInput } from './optimize-model.input.js';
import { PortPromptInput } from './port-prompt.input.js';
import { OptimizationType } from './optimization.type.js';

/** The kinds of optimization beside the search for a better prompt. */
@injectable()
@Resolver()
export class OptimizationKindsResolver {
  constructor(
    private readonly scoring: Evaluate,
    private readonly selection: OptimizeModel,
    private readonly port: PortPrompt,
  ) {}

  @Mutation(() => OptimizationType, {
    description: `Score a prompt on a dataset: on every example, unless \`split\` is given. The score, with its interval, is \`baseline\`, and
\`test\` of the only candidate, \`best\`. It takes one call for each example (the quote says how many) and a judge's beside it; under a
smaller budget it ends early with reason BUDGET_EXCEEDED and the score of those examples, drawn at random, that it came to.`,
  })
  evaluate(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => EvaluateInput, { description: 'The prompt, its model and the examples.' }) input: EvaluateInput,
  ) {
    return this.scoring.run(caller, input);
  }

  @Mutation(() => OptimizationType, {
    description: `Find the cheapest model that meets a quality bar, or the frontier of quality, cost and latency, over several models and
providers. All run the prompt on the same examples (training and validation ones) in the same order. With \`minQuality\`: a first few
examples show what a call of each really costs; then the cheapest goes on until it is shown to reach the bar, or not to, and so on
upwards. The model found reaches the bar with 95% confidence, however many there were to choose from; where none is shown to,
\`result.improved\` is false and \`result.summary\` says what is known. Without it: all are scored, and those dropped early that another
beats in quality while it is no dearer and no slower; see \`frontier\`. A validation score that ended a
model's hearing early is a little too good or too bad, as it was when it was believed; the choice is scored once on the test examples,
beside the first of \`models\`, which is \`baseline\`.`,
  })
  optimizeModel(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => OptimizeModelInput, { description: 'The prompt, the models and the bar.' })
    input: OptimizeModelInput,
  ) {
    return this.selection.run(caller, input);
  }

  @Mutation(() => OptimizationType, {
    description: `Carry a prompt that works on one model over to another, keeping its quality. The old prompt runs on both models: what breaks
by the move is in \`port.breaks\`, example by example, and what the new model does not take as it is in \`port.quirks\`. What else was good
on the old model is tried first (for a saved prompt that an optimization found: that one's best candidates); then failures are mended,
with the old model's right answers for a guide. \`port\` holds the scores of the old and the new prompt on both models. Calls to both
models count towards the budget.`,
  })
  portPrompt(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => PortPromptInput, { description: 'The prompt and the two models.' }) input: PortPromptInput,
  ) {
    return this.port.run(caller, input);
  }
}
