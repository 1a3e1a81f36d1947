import { timingSafeEqual, type KeyObject } from 'node:crypto';
import { ByomError, type Clock } from '../sdk/index.js';
import type { AccessStore, Tenant } from './access-store.js';
import { digestOf, prefixOf } from './access-token.js';

const freshMs = 5_000;
const mostCached = 10_000;

/** Tells the tenant by the token in an `Authorization` header. */
export class Authenticator {
  /** By digest, so that no token stays in memory. */
  readonly #known = new Map<string, { readonly tenant: Tenant; readonly until: number }>();

  constructor(
    private readonly store: AccessStore,
    private readonly key: KeyObject,
    private readonly clock: Clock,
  ) {}

  async authenticate(header: string | undefined): Promise<Tenant> {
    const token = /^bearer +(\S+) *$/i.exec(header ?? '')?.[1];
    const prefix = token === undefined ? undefined : prefixOf(token);
    if (token === undefined || prefix === undefined) throw unauthenticated();
    const digest = digestOf(this.key, token);
    const cacheKey = digest.toString('base64');
    const known = this.#known.get(cacheKey);
    const now = this.clock.now();
    if (known && now < known.until && known.until - now <= freshMs) return known.tenant;
    const found = (await this.store.tokensByPrefix(prefix)).find(
      (row) => row.digest.length === digest.length && timingSafeEqual(row.digest, digest),
    );
    if (!found) throw unauthenticated();
    if (this.#known.size >= mostCached) this.#known.clear();
    this.#known.set(cacheKey, { tenant: found.tenant, until: now + freshMs });
    return found.tenant;
  }
}

const unauthenticated = () =>
  new ByomError('UNAUTHENTICATED', 'Send a token of this server: Authorization: Bearer byom_...');
