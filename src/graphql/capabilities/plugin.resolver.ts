import { inject, injectable } from 'tsyringe';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { ProviderRegistry } from '../../plugin-loader/provider-registry.js';
import { ReloadPlugins } from '../../use-cases/reload-plugins.js';
import type { GraphqlContext } from '../graphql-context.js';
import { storeTokens } from '../store-tokens.js';
import { PluginReloadType } from './plugin-reload.type.js';
import { ProviderType } from './provider.type.js';

@injectable()
@Resolver(() => ProviderType)
export class PluginResolver {
  constructor(
    @inject(storeTokens.registry) private readonly registry: ProviderRegistry,
    private readonly reloadPluginsUseCase: ReloadPlugins,
  ) {}

  @Mutation(() => [PluginReloadType], {
    description:
      'Takes up the plugins of the directory and of the named packages again, new ones included, while the server serves: requests under way finish on the version that they began with.',
  })
  reloadPlugins(
    @Ctx() { caller }: GraphqlContext,
    @Arg('provider', () => ID, { nullable: true, description: "One provider's plugin alone; all where left out." })
    provider: string | undefined,
  ): Promise<readonly PluginReloadType[]> {
    return this.reloadPluginsUseCase.run(caller, provider);
  }

  @FieldResolver(() => Int, {
    description:
      'How many versions of its plugin this process has loaded. Their modules are never freed: restart when they are many.',
  })
  loadedVersions(@Root() { id }: ProviderType): number {
    return this.registry.loadedVersions(id);
  }
}
