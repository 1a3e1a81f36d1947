import { timingSafeEqual, type KeyObject } from 'node:crypto';
import { ByomError, type Clock } from '../sdk/index.js';
import type { AccessStore, AccessToken, Tenant } from './access-store.js';
import { digestOf, prefixOf } from './access-token.js';

export interface Authenticated {
  readonly tenant: Tenant;
  readonly token: AccessToken;
}

const freshMs = 5_000;
const mostCached = 10_000;

/** Tells the tenant by the token in an `Authorization` header. */
export class Authenticator {
  /** By digest, so that no token stays in memory. */
  #known = new Map<string, Authenticated & { readonly until: number }>();

  constructor(
    private readonly store: AccessStore,
    private readonly key: KeyObject,
    private readonly clock: Clock,
  ) {}

  async authenticate(header: string | undefined): Promise<Authenticated> {
    const text = /^bearer +(\S+) *$/i.exec(header ?? '')?.[1];
    const prefix = text === undefined ? undefined : prefixOf(text);
    if (text === undefined || prefix === undefined) throw unauthenticated();
    const digest = digestOf(this.key, text);
    const cacheKey = digest.toString('base64');
    const now = this.clock.now();
    const known = this.#known.get(cacheKey);
    if (known && now < known.until && known.until - now <= freshMs) return this.#valid(known, now);
    const cache = this.#known;
    const found = (await this.store.tokensByPrefix(prefix)).find(
      (row) => row.digest.length === digest.length && timingSafeEqual(row.digest, digest),
    );
    if (!found) throw unauthenticated();
    if (cache.size >= mostCached) cache.clear();
    const { tenant, token } = found;
    cache.set(cacheKey, { tenant, token, until: now + freshMs });
    const valid = this.#valid(found, now);
    this.store.touchToken(token.id);
    return valid;
  }

  /** What was revoked holds no longer here; other replicas are told, and notice by themselves within seconds. */
  forget(): void {
    // A new one: what is being looked up now may be from before, and must not be known afterwards.
    this.#known = new Map();
  }

  #valid({ tenant, token }: Authenticated, now: number): Authenticated {
    const expired = token.expiresAt !== null && token.expiresAt.getTime() <= now;
    if (expired || token.revokedAt !== null) throw unauthenticated();
    return { tenant, token };
  }
}

const unauthenticated = () =>
  new ByomError('UNAUTHENTICATED', 'Send a token of this server: Authorization: Bearer byom_...');
