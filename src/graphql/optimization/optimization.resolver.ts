import { inject, injectable } from 'tsyringe';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { OptimizationStore } from '../../optimization/optimization-store.js';
import { OptimizePrompt } from '../../use-cases/optimize-prompt.js';
import type { GraphqlContext } from '../graphql-context.js';
import { pageDescriptions } from '../paging/page-descriptions.js';
import { pageRequest } from '../paging/page-request.js';
import { toConnection } from '../paging/to-connection.js';
import { storeTokens } from '../store-tokens.js';
import type { FollowedEvent } from './follow-optimization.js';
import { OptimizationEventType } from './optimization-event.type.js';
import { OptimizationFilterInput } from './optimization-filter.input.js';
import { OptimizationConnectionType, OptimizationType } from './optimization.type.js';
import { OptimizePromptInput } from './optimize-prompt.input.js';

@injectable()
@Resolver()
export class OptimizationResolver {
  constructor(
    @inject(storeTokens.optimizations) private readonly store: OptimizationStore,
    private readonly optimize: OptimizePrompt,
  ) {}

  @Query(() => OptimizationType, {
    nullable: true,
    description: 'One optimization; null where there is none of this id.',
  })
  async optimization(
    @Ctx() { caller }: GraphqlContext,
    @Arg('id', () => ID, { description: 'Of the optimization.' }) id: string,
  ) {
    return (await this.store.find(caller.tenant.id, id)) ?? null;
  }

  @Query(() => OptimizationConnectionType, { description: 'Optimizations, newest first.' })
  async optimizations(
    @Ctx() { caller }: GraphqlContext,
    @Arg('filter', () => OptimizationFilterInput, { nullable: true, description: 'Which of them.' })
    filter: OptimizationFilterInput | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: pageDescriptions.first }) first: number,
    @Arg('after', () => String, { nullable: true, description: pageDescriptions.after }) after: string | undefined,
  ) {
    const page = pageRequest(first, after);
    const found = await this.store.list(caller.tenant.id, filter ?? {}, page);
    return toConnection(found, page, (record) => record);
  }

  @Mutation(() => OptimizationType, {
    description: "Search for a better prompt for one model, on the customer's key, within a budget.",
  })
  optimizePrompt(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => OptimizePromptInput, { description: 'The prompt, and what better means.' })
    input: OptimizePromptInput,
  ) {
    return this.optimize.run(caller, input);
  }

  @Subscription(() => OptimizationEventType, {
    name: 'optimization',
    description: 'Replays what has happened since `after`, then follows to the end.',
    subscribe: ({ args, context }) => {
      const { caller, sources } = context as GraphqlContext;
      const { id, after } = args as { id: string; after?: string };
      return sources.optimization(caller, id, after);
    },
  })
  optimizationEvents(
    @Root() event: FollowedEvent,
    @Arg('id', () => ID, { description: 'Of the optimization.' }) _id: string,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The cursor of the last event seen; from the first where left out.',
    })
    _after: string | undefined,
  ) {
    return event;
  }
}
