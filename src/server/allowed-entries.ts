import type { ProviderRegistry } from '../plugin-loader/provider-registry.js';

/**
 * Where customers' endpoints may be beside public addresses: what the operator says, or else exactly the default origins
 * of local plugins, and nothing once there is a second tenant, who has no business on the operator's machine.
 */
export function allowedEntries(
  configured: readonly string[] | undefined,
  registry: ProviderRegistry,
  tenants: number,
): readonly string[] {
  if (configured) return configured;
  if (tenants > 1) return [];
  return registry
    .list()
    .filter(({ definition }) => definition.local && definition.baseUrl !== undefined)
    .map(({ definition }) => new URL(definition.baseUrl!).origin);
}
