import type { Clock } from '../sdk/index.js';
import type { CredentialStore, StoredCredential } from './credential-store.js';

const freshMs = 1_000;
const mostCached = 10_000;

/**
 * Remembers for a second which credential serves a call. A change made through this process counts at once; one made
 * by another replica, within that second.
 */
export class CachedCredentialStore implements CredentialStore {
  readonly #found = new Map<string, { readonly at: number; readonly result: Promise<StoredCredential | undefined> }>();

  constructor(
    private readonly store: CredentialStore,
    private readonly clock: Clock,
  ) {}

  async insert(credential: Omit<StoredCredential, 'createdAt' | 'lastUsedAt'>): Promise<StoredCredential> {
    try {
      return await this.store.insert(credential);
    } finally {
      this.#found.clear();
    }
  }

  list(tenant: string): Promise<readonly StoredCredential[]> {
    return this.store.list(tenant);
  }

  find(tenant: string, id: string): Promise<StoredCredential | undefined> {
    return this.#cached(JSON.stringify([tenant, 'id', id]), () => this.store.find(tenant, id));
  }

  findDefault(tenant: string, provider: string): Promise<StoredCredential | undefined> {
    return this.#cached(JSON.stringify([tenant, 'default', provider]), () => this.store.findDefault(tenant, provider));
  }

  ofOptimization(tenant: string, optimization: string): Promise<readonly StoredCredential[]> {
    return this.store.ofOptimization(tenant, optimization);
  }

  async remove(tenant: string, id: string): Promise<boolean> {
    try {
      return await this.store.remove(tenant, id);
    } finally {
      this.#found.clear();
    }
  }

  async removeOfOptimization(tenant: string, optimization: string): Promise<void> {
    try {
      await this.store.removeOfOptimization(tenant, optimization);
    } finally {
      this.#found.clear();
    }
  }

  removeOfNoRun(ageMs: number): Promise<number> {
    return this.store.removeOfNoRun(ageMs);
  }

  async replace(...change: Parameters<CredentialStore['replace']>): Promise<StoredCredential | undefined> {
    try {
      return await this.store.replace(...change);
    } finally {
      this.#found.clear();
    }
  }

  sealedUnderOthers(
    tenant: string,
    dataKey: string,
    after: string,
    most: number,
  ): Promise<readonly StoredCredential[]> {
    return this.store.sealedUnderOthers(tenant, dataKey, after, most);
  }

  touch(tenant: string, id: string): void {
    this.store.touch(tenant, id);
  }

  #cached(key: string, load: () => Promise<StoredCredential | undefined>): Promise<StoredCredential | undefined> {
    const now = this.clock.now();
    const former = this.#found.get(key);
    if (former && now - former.at < freshMs && now >= former.at) return former.result;
    const result = load();
    result.catch(() => this.#found.delete(key));
    if (this.#found.size >= mostCached) this.#found.clear();
    this.#found.set(key, { at: now, result });
    return result;
  }
}
