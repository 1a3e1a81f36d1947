import { GraphQLDateTime } from 'graphql-scalars';
import { injectable } from 'tsyringe';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { OptimizationRecord } from '../../optimization/optimization-store.js';
import { expiryOf } from '../../retention/retention-periods.js';
import { ForgetAnswers } from '../../use-cases/forget-answers.js';
import { ManageRetention, type Retention } from '../../use-cases/manage-retention.js';
import type { GraphqlContext } from '../graphql-context.js';
import { OptimizationType } from '../optimization/optimization.type.js';
import { RetentionInput, RetentionType } from './retention.type.js';

@injectable()
@Resolver(() => OptimizationType)
export class RetentionResolver {
  constructor(
    private readonly periods: ManageRetention,
    private readonly answers: ForgetAnswers,
  ) {}

  @Query(() => RetentionType, { description: "For how long the tenant's data is kept." })
  async retention(@Ctx() { caller }: GraphqlContext): Promise<RetentionType> {
    return shown(await this.periods.find(caller.tenant.id));
  }

  @Mutation(() => RetentionType, {
    description:
      'Set for how long the data of the tenant is kept, no longer than the operator allows. What is older already is deleted within minutes, for good.',
  })
  async setRetention(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => RetentionInput, { description: 'The periods.' }) input: RetentionInput,
  ): Promise<RetentionType> {
    return shown(await this.periods.set(caller, input));
  }

  @Mutation(() => Int, {
    description:
      'Delete answers of `generate` and `runPrompt` that are kept for their idempotency keys (for two days), for good; gives how many. A key stays taken: with it nothing is bought again, and CONFLICT says that its answer was deleted.',
  })
  deleteAnswers(
    @Ctx() { caller }: GraphqlContext,
    @Arg('idempotencyKey', () => String, { nullable: true, description: 'Of one answer; all where left out.' })
    idempotencyKey: string | undefined,
  ): Promise<number> {
    return this.answers.run(caller, idempotencyKey);
  }

  @FieldResolver(() => GraphQLDateTime, {
    nullable: true,
    description: 'From when on it is deleted, by `retention`; null until it has ended, and where it is kept.',
  })
  async expiresAt(@Ctx() { caller }: GraphqlContext, @Root() { finishedAt }: OptimizationRecord): Promise<Date | null> {
    if (finishedAt === undefined) return null;
    return expiryOf(finishedAt, (await this.periods.asSeenBy(caller)).runDays);
  }
}

const shown = ({ runDays, libraryDays, longest }: Retention): RetentionType => ({
  runDays,
  libraryDays,
  longestRunDays: longest.runDays,
  longestLibraryDays: longest.libraryDays,
});
