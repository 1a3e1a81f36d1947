import { inject, injectable } from 'tsyringe';
import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { OptimizationStore } from '../../optimization/optimization-store.js';
import type { PromptStore } from '../../prompts/prompt-store.js';
import { SavePrompt } from '../../use-cases/save-prompt.js';
import type { GraphqlContext } from '../graphql-context.js';
import { OptimizationType } from '../optimization/optimization.type.js';
import { pageDescriptions } from '../paging/page-descriptions.js';
import { pageRequest } from '../paging/page-request.js';
import { toConnection } from '../paging/to-connection.js';
import { storeTokens } from '../store-tokens.js';
import { PromptConnectionType, PromptType } from './prompt.type.js';
import { SavePromptInput } from './save-prompt.input.js';
import { toPrompt } from './to-prompt.js';

@injectable()
@Resolver(() => PromptType)
export class PromptResolver {
  constructor(
    @inject(storeTokens.prompts) private readonly store: PromptStore,
    @inject(storeTokens.optimizations) private readonly optimizations: OptimizationStore,
    private readonly save: SavePrompt,
  ) {}

  @Query(() => PromptType, {
    nullable: true,
    description: 'A saved prompt; null where there is none of this name and version.',
  })
  async prompt(
    @Ctx() { caller }: GraphqlContext,
    @Arg('name', () => String, { description: 'The name it is saved under.' }) name: string,
    @Arg('version', () => Int, { nullable: true, description: 'The newest where left out.' })
    version: number | undefined,
  ) {
    const saved = await this.store.find(caller.tenant.id, name, version);
    return saved ? toPrompt(saved) : null;
  }

  @Query(() => PromptConnectionType, { description: 'The newest version of every saved prompt, by name.' })
  async prompts(
    @Ctx() { caller }: GraphqlContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: pageDescriptions.first }) first: number,
    @Arg('after', () => String, { nullable: true, description: pageDescriptions.after }) after: string | undefined,
  ) {
    const page = pageRequest(first, after);
    return toConnection(await this.store.list(caller.tenant.id, page), page, toPrompt);
  }

  @Mutation(() => PromptType, { description: 'Keep a prompt under a name, as its next version.' })
  async savePrompt(
    @Ctx() { caller }: GraphqlContext,
    @Arg('input', () => SavePromptInput, { description: 'Its name and text.' }) input: SavePromptInput,
  ) {
    return toPrompt(await this.save.run(caller, input));
  }

  @FieldResolver(() => OptimizationType, { nullable: true, description: 'The optimization it came from.' })
  async origin(@Ctx() { caller }: GraphqlContext, @Root() { originId }: PromptType) {
    return originId === undefined ? null : ((await this.optimizations.find(caller.tenant.id, originId)) ?? null);
  }
}
