import type { AccessStore } from '../access/access-store.js';
import type { SubscriptionSources } from '../graphql/subscription-sources.js';
import { ByomError } from '../sdk/index.js';

const why = 'The token of this subscription holds no longer: it was revoked, has expired, or its tenant was removed.';

/** Tells every reader whose token has ended while it read, on whichever replica that was asked for. */
export async function endSubscriptionsOfEndedTokens(
  access: AccessStore,
  sources: readonly SubscriptionSources[],
): Promise<void> {
  const tokens = new Set(sources.flatMap((one) => one.tokens()));
  if (tokens.size === 0) return;
  for (const token of await access.endedAmong([...tokens])) {
    for (const one of sources) one.end({ token }, new ByomError('UNAUTHENTICATED', why));
  }
}
