import { injectable } from 'tsyringe';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import { LearnedFacts } from '../../catalogue/learned-facts.js';
import { shownCorrection } from '../../catalogue/shown-correction.js';
import { ForgetLearnedFacts } from '../../use-cases/forget-learned-facts.js';
import type { StoredCredential } from '../../vault/credential-store.js';
import type { GraphqlContext } from '../graphql-context.js';
import { ModelRefScalar } from '../scalars/model-ref.scalar.js';
import { CredentialType } from './credential.type.js';
import { LearnedFactType } from './learned-fact.type.js';

@injectable()
@Resolver(() => CredentialType)
export class LearnedFactResolver {
  constructor(
    private readonly facts: LearnedFacts,
    private readonly forget: ForgetLearnedFacts,
  ) {}

  @FieldResolver(() => [LearnedFactType], {
    description: 'What refusals to this credential have taught of models, the oldest first.',
  })
  async learnedFacts(@Root() { tenant, id }: StoredCredential): Promise<readonly LearnedFactType[]> {
    const facts = await this.facts.list(tenant, id);
    return facts.map(({ model, fact, correction, learnedAt }) => ({
      model,
      name: fact,
      value: shownCorrection(correction),
      asOf: learnedAt,
    }));
  }

  @Mutation(() => Int, {
    description:
      'Forget what refusals to a credential have taught, where it was wrong or is no longer so; gives how many facts that were.',
  })
  forgetLearnedFacts(
    @Ctx() { caller }: GraphqlContext,
    @Arg('credential', () => ID, { description: 'Its id.' }) credential: string,
    @Arg('model', () => ModelRefScalar, { nullable: true, description: 'Of this model alone; of all where left out.' })
    model: string | undefined,
  ): Promise<number> {
    return this.forget.run(caller, credential, model);
  }
}
