import { injectable } from 'tsyringe';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Evaluate } from '../../use-cases/evaluate.js';
import type { GraphqlContext } from '../graphql-context.js';
import { EvaluateInput } from './evaluate.input.js';
import { OptimizationType } from './optimization.type.js';

/** The kinds of optimization beside the search for a better prompt. */
@injectable()
@Resolver()
export class OptimizationKindsResolver {
  constructor(private readonly scoring: Evaluate) {}

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
}
