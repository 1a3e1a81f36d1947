import type { LimitAsk, LimitGrant, LimitState } from './exchange-limit.js';
import type { RateLimit } from './rate-limit.js';

/** Calls of a tenant that wait because a provider asked them to, on one credential and origin. */
export interface ProviderPause {
  /** Empty for keys that are not stored. */
  readonly credential: string;
  readonly origin: string;
  /** From now, on the database's clock. */
  readonly ms: number;
  /** Refusals in a row. */
  readonly strikes: number;
}

/** All that holds a tenant's calls back now. */
export interface Standing {
  readonly limits: readonly RateLimit[];
  readonly pauses: readonly ProviderPause[];
}

export interface StandingLimit extends RateLimit {
  readonly state: LimitState;
}

/** Limits and pauses of calls, shared by all replicas. Times are the database's own. */
export interface LimitStore {
  standing(tenant: string): Promise<Standing>;
  /** With what is taken of them, oldest first; and the database's time in milliseconds. */
  list(tenant: string): Promise<{ readonly limits: readonly StandingLimit[]; readonly now: number }>;
  /** In the place of the one with the same scope, subject and kind of setter, whose id and state it then keeps. */
  set(limit: RateLimit): Promise<RateLimit>;
  remove(tenant: string, id: string): Promise<boolean>;
  /** Undefined where there is no such limit any more. */
  exchange(tenant: string, id: string, ask: LimitAsk): Promise<LimitGrant | undefined>;
  /** Lengthens what there is of this pause; never shortens it. */
  pause(tenant: string, pause: ProviderPause): Promise<void>;
  /** Forgets the refusals at an origin whose pause is over; all of the credential, with their pauses, where none is named. */
  resume(tenant: string, credential: string, origin?: string): Promise<void>;
  /** Calls back soon after each change that any replica commits to limits and pauses of the tenant. */
  watch(tenant: string, onChange: () => void): Promise<() => void>;
}
