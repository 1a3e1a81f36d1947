import { TenantGone } from '../access/tenant-gone.js';
import type { AccessStore } from '../access/access-store.js';
import type { SubscriptionSources } from '../graphql/subscription-sources.js';

/** Tells every reader whose tenant was removed, on whichever replica that was asked for. */
export async function endSubscriptionsOfRemoved(
  access: AccessStore,
  sources: readonly SubscriptionSources[],
): Promise<void> {
  const tenants = new Set(sources.flatMap((one) => one.tenants()));
  if (tenants.size === 0) return;
  for (const tenant of await access.removedAmong([...tenants])) {
    for (const one of sources) one.end({ tenant }, new TenantGone());
  }
}
