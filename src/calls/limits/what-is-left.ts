import type { LimitState } from './exchange-limit.js';
import type { LimitValues } from './rate-limit.js';
import { living } from './share-permits.js';
import { stillCounted, sumOf } from './spent-window.js';

/** Null where there is no limit of the kind. */
export interface LimitLeft {
  readonly requestsLeft: number | null;
  readonly tokensLeft: number | null;
  readonly inFlight: number | null;
}

/** How a limit stands at a moment of the database's clock; what replicas were handed counts as taken. */
export function whatIsLeft(limit: LimitValues & { readonly state: LimitState }, nowMs: number): LimitLeft {
  const spent = stillCounted(limit.state.spent, Math.floor(nowMs / 1_000));
  const left = (most: number | null, of: 'requests' | 'tokens') =>
    most === null ? null : Math.max(0, Math.floor(most - sumOf(spent, of)));
  const holders = Object.values(living(limit.state.holders, nowMs));
  return {
    requestsLeft: left(limit.requestsPerMinute, 'requests'),
    tokensLeft: left(limit.tokensPerMinute, 'tokens'),
    inFlight: limit.maxConcurrency === null ? null : holders.reduce((sum, { inUse }) => sum + inUse, 0),
  };
}
