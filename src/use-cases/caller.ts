import type { Tenant } from '../access/access-store.js';

/** Who asks: made from the token alone, never from an argument. */
export interface Caller {
  readonly tenant: Tenant;
  /** The X-BYOM-Provider-Key header: a key for this one call, kept nowhere. */
  readonly headerKey?: string;
}
