import type { PluginReload, PluginReloader } from '../plugin-loader/plugin-reloader.js';
import type { ProviderRegistry } from '../plugin-loader/provider-registry.js';
import { ByomError } from '../sdk/index.js';

export interface ReloadedPlugin extends PluginReload {
  readonly loadedVersions: number;
}

/** The operator's work: adds and upgrades plugins without a restart. */
export class ReloadPlugins {
  constructor(
    private readonly deps: {
      readonly registry: ProviderRegistry;
      readonly reloader: Pick<PluginReloader, 'run'>;
    },
  ) {}

  /** NOT_FOUND for a provider that no plugin of the operator's serves. */
  async run(provider?: string): Promise<readonly ReloadedPlugin[]> {
    const { registry, reloader } = this.deps;
    if (provider !== undefined && (registry.find(provider)?.source ?? 'built-in') === 'built-in') {
      throw new ByomError(
        'NOT_FOUND',
        'No plugin from the directory or a package serves this provider: those shipped with the server change with it.',
      );
    }
    const reloads = await reloader.run(provider);
    return reloads.map((one) =>
      Object.assign({ loadedVersions: one.id === undefined ? 0 : registry.loadedVersions(one.id) }, one),
    );
  }
}
