import type { LimitValues } from './rate-limit.js';
import { sharePermits, type Holders, type PermitAsk } from './share-permits.js';
import { stillCounted, sumOf, waitFor, withReturned, withSpent, type Spent } from './spent-window.js';

/** What all replicas have taken of one limit. */
export interface LimitState {
  readonly spent: Spent;
  readonly holders: Holders;
}

export const untouched: LimitState = { spent: [], holders: {} };

/** What one replica needs of a limit, and what it has left over of what it was given. */
export interface LimitAsk extends PermitAsk {
  /** Tokens of each call that waits, in the order in which they are to go. */
  readonly calls: readonly number[];
  /** Calls to provide for beyond those, so that they need not ask. */
  readonly ahead: number;
  readonly returned: Spent;
}

export interface LimitGrant {
  /** The second on the database's clock that it counts for. */
  readonly second: number;
  /** Null where it is not limited. */
  readonly requests: number | null;
  readonly tokens: number | null;
  readonly permits: number | null;
  /** Whether others wait for permits. */
  readonly contested: boolean;
  /** Tokens that a call is charged at the most. */
  readonly mostTokens: number;
  /** Milliseconds until the next call that waits will fit, and what of it nobody can shorten; 0 where it is for permits. */
  readonly waitMs: number;
  readonly leastWaitMs: number;
}

/** Of what is left, the part that may be handed out ahead of its need. */
const aheadShare = 1 / 4;

/**
 * One replica's exchange with what all share: it gives back, and is given what its waiting calls need, in their order,
 * and a little ahead while there is plenty. Never more than the limit counts in any 60 seconds and at any time.
 */
export function exchangeLimit(
  state: LimitState,
  limit: LimitValues,
  ask: LimitAsk,
  nowMs: number,
): { readonly state: LimitState; readonly grant: LimitGrant } {
  const second = Math.floor(nowMs / 1_000);
  const { requestsPerMinute, tokensPerMinute, maxConcurrency } = limit;
  const spent = stillCounted(withReturned(state.spent, ask.returned), second);
  const shared = maxConcurrency === null ? undefined : sharePermits(state.holders, maxConcurrency, ask, nowMs);
  const mostTokens = tokensPerMinute ?? Infinity;
  const startable = shared === undefined ? ask.calls.length : Math.max(0, shared.allowed - ask.inUse);

  const left = {
    requests: (requestsPerMinute ?? Infinity) - sumOf(spent, 'requests'),
    tokens: mostTokens - sumOf(spent, 'tokens'),
  };
  let [requests, tokens] = [0, 0];
  for (const asked of ask.calls.slice(0, startable)) {
    const cost = Math.min(asked, mostTokens);
    if (requests + 1 > left.requests || tokens + cost > left.tokens) break;
    requests += 1;
    tokens += cost;
  }

  const next = ask.calls[requests];
  if (next === undefined && ask.calls.length > 0) {
    const mean = tokens / ask.calls.length;
    const plenty = Math.min(left.requests - requests, mean > 0 ? (left.tokens - tokens) / mean : Infinity);
    const ahead = Math.floor(Math.min(ask.ahead, plenty * aheadShare));
    requests += ahead;
    tokens += Math.floor(ahead * mean);
  }

  const byRequests = waitFor(requests + 1, requestsPerMinute ?? Infinity, 'requests', spent, nowMs);
  const byTokens = waitFor(tokens + Math.min(next ?? 0, mostTokens), mostTokens, 'tokens', spent, nowMs);
  const handed = {
    requests: requestsPerMinute === null ? null : requests,
    tokens: tokensPerMinute === null ? null : tokens,
  };
  return {
    state: {
      spent: withSpent(spent, { second, requests: handed.requests ?? 0, tokens: handed.tokens ?? 0 }),
      holders: shared?.holders ?? {},
    },
    grant: {
      second,
      ...handed,
      permits: shared?.allowed ?? null,
      contested: shared?.contested ?? false,
      mostTokens,
      waitMs: next === undefined ? 0 : Math.max(byRequests, byTokens),
      leastWaitMs: next === undefined ? 0 : byRequests,
    },
  };
}
