import type { Tenant } from '../access/access-store.js';
import type { Scope } from '../access/scopes.js';

/** Who asks: made from the token alone, never from an argument. */
export interface Caller {
  readonly tenant: Tenant;
  /** The token's id and what it may do; where left out, nothing but what needs no scope. */
  readonly token?: { readonly id: string; readonly scopes: readonly Scope[] };
  /** The X-BYOM-Provider-Key header: a key for this one call, kept nowhere. */
  readonly headerKey?: string;
}

/** For the audit trail. */
export const actorOf = ({ token }: Caller): string => token?.id ?? 'server';
