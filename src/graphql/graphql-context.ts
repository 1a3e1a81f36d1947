import type { Caller } from '../use-cases/caller.js';
import type { SubscriptionSources } from './subscription-sources.js';

/** What every resolver is given: who asks, and nothing of how the question came. */
export interface GraphqlContext {
  readonly caller: Caller;
  readonly sources: SubscriptionSources;
}
