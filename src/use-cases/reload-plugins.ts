import type { AuditTrail } from '../access/audit-trail.js';
import type { PluginReload, PluginReloader } from '../plugin-loader/plugin-reloader.js';
import type { ProviderRegistry } from '../plugin-loader/provider-registry.js';
import { ByomError } from '../sdk/index.js';
import { actorOf, type Caller } from './caller.js';

export interface ReloadedPlugin extends PluginReload {
  readonly loadedVersions: number;
}

/** The operator's work: adds and upgrades plugins without a restart. */
export class ReloadPlugins {
  constructor(
    private readonly deps: {
      readonly registry: ProviderRegistry;
      readonly reloader: Pick<PluginReloader, 'run'>;
      readonly audit: AuditTrail;
    },
  ) {}

  /** NOT_FOUND for a provider that no plugin of the operator's serves. */
  async run(caller: Caller, provider?: string): Promise<readonly ReloadedPlugin[]> {
    const { registry, reloader, audit } = this.deps;
    if (provider !== undefined && (registry.find(provider)?.source ?? 'built-in') === 'built-in') {
      throw new ByomError(
        'NOT_FOUND',
        'No plugin from the directory or a package serves this provider: those shipped with the server change with it.',
      );
    }
    const reloads = await reloader.run(provider);
    const [tenant, actor] = [caller.tenant.id, actorOf(caller)];
    for (const { id, location } of reloads) {
      await audit.record({ tenant, actor, action: 'plugin.reload', subject: id ?? location });
    }
    return reloads.map((one) =>
      Object.assign({ loadedVersions: one.id === undefined ? 0 : registry.loadedVersions(one.id) }, one),
    );
  }
}
