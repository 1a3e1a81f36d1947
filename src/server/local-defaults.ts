import type { AccessStore } from '../access/access-store.js';
import type { ConditionalOrigins } from '../egress/allowed-endpoints.js';
import type { ProviderRegistry } from '../plugin-loader/provider-registry.js';

/**
 * Where the operator says nothing: the default origins of local plugins, as long as there is one tenant. A second one has
 * no business on the operator's machine, so the count is asked at each use, of the database that all replicas share.
 */
export const localDefaults = (
  registry: ProviderRegistry,
  access: Pick<AccessStore, 'countTenants'>,
): ConditionalOrigins => ({
  has: (origin) =>
    registry
      .list()
      .some(({ definition: { local, baseUrl } }) => local && baseUrl?.startsWith(origin) && isOf(origin, baseUrl)),
  open: async () => (await access.countTenants()) <= 1,
});

const isOf = (origin: string, baseUrl: string): boolean => new URL(baseUrl).origin === origin;
