import { inject, injectable } from 'tsyringe';
import { Arg, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { ProviderRegistry } from '../../plugin-loader/provider-registry.js';
import type { ResolvedModel } from '../../sdk/index.js';
import { ListModels } from '../../use-cases/list-models.js';
import { storeTokens } from '../store-tokens.js';
import { ModelFilterInput } from './model-filter.input.js';
import { ModelType } from './model.type.js';
import { ProviderType } from './provider.type.js';
import { RefusedPluginType } from './refused-plugin.type.js';
import { toProvider } from './to-provider.js';

@injectable()
@Resolver(() => ProviderType)
export class ProviderResolver {
  constructor(
    @inject(storeTokens.registry) private readonly registry: ProviderRegistry,
    private readonly listModels: ListModels,
  ) {}

  @Query(() => [ProviderType], { description: 'Every loaded provider plugin.' })
  providers(): ProviderType[] {
    return this.registry.list().map(toProvider);
  }

  @Query(() => ProviderType, { nullable: true, description: 'One of them; null where there is none of this id.' })
  provider(@Arg('id', () => ID, { description: "The provider's id." }) id: string): ProviderType | null {
    const loaded = this.registry.find(id);
    return loaded ? toProvider(loaded) : null;
  }

  @Query(() => [RefusedPluginType], { description: 'Plugins found but refused, and why.' })
  refusedPlugins(): readonly RefusedPluginType[] {
    return this.registry.refused;
  }

  @FieldResolver(() => [ModelType], { description: 'Its models by catalogue.' })
  models(
    @Root() provider: ProviderType,
    @Arg('filter', () => ModelFilterInput, { nullable: true, description: 'Which of them.' })
    filter: ModelFilterInput | undefined,
  ): readonly ResolvedModel[] {
    const loaded = this.registry.find(provider.id);
    return loaded ? this.listModels.of(loaded, filter).map(({ model }) => model) : [];
  }
}
