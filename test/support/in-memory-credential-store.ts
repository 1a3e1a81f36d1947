import type { CredentialStore, StoredCredential } from '../../src/vault/credential-store.js';
import type { DataKeyStore, WrappedDataKey } from '../../src/vault/data-key-store.js';

/** For tests; `rows` may be altered as an intruder in the database would. */
export class InMemoryCredentialStore implements CredentialStore {
  rows: StoredCredential[] = [];
  readonly touched: string[] = [];

  async insert(credential: Omit<StoredCredential, 'createdAt' | 'lastUsedAt'>): Promise<StoredCredential> {
    if (credential.isDefault) {
      this.rows = this.rows.map((row) =>
        row.tenant === credential.tenant && row.provider === credential.provider ? { ...row, isDefault: false } : row,
      );
    }
    const stored = { ...credential, createdAt: new Date(), lastUsedAt: null };
    this.rows.push(stored);
    return stored;
  }

  async list(tenant: string): Promise<readonly StoredCredential[]> {
    return this.rows.filter((row) => row.tenant === tenant && row.optimization === null);
  }

  async find(tenant: string, id: string): Promise<StoredCredential | undefined> {
    return this.rows.find((row) => row.tenant === tenant && row.id === id);
  }

  async findDefault(tenant: string, provider: string): Promise<StoredCredential | undefined> {
    return this.rows.find((row) => row.tenant === tenant && row.provider === provider && row.isDefault);
  }

  async ofOptimization(tenant: string, optimization: string): Promise<readonly StoredCredential[]> {
    return this.rows.filter((row) => row.tenant === tenant && row.optimization === optimization);
  }

  async remove(tenant: string, id: string): Promise<boolean> {
    const before = this.rows.length;
    this.rows = this.rows.filter((row) => row.tenant !== tenant || row.id !== id);
    return this.rows.length < before;
  }

  async removeOfOptimization(tenant: string, optimization: string): Promise<void> {
    this.rows = this.rows.filter((row) => row.tenant !== tenant || row.optimization !== optimization);
  }

  async removeOfNoRun(): Promise<number> {
    return 0;
  }

  async replace(...[tenant, id, from, change]: Parameters<CredentialStore['replace']>) {
    const at = this.rows.findIndex((row) => row.tenant === tenant && row.id === id && row.version === from);
    if (at < 0) return undefined;
    this.rows[at] = { ...this.rows[at]!, ...change };
    return this.rows[at];
  }

  async sealedUnderOthers(tenant: string, dataKey: string, after: string, most: number) {
    const others = this.rows.filter((row) => row.tenant === tenant && row.dataKey !== dataKey && row.id > after);
    return others.toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(0, most);
  }

  touch(_tenant: string, id: string): void {
    this.touched.push(id);
  }
}

export class InMemoryDataKeyStore implements DataKeyStore {
  rows: (WrappedDataKey & { readonly isCurrent?: boolean })[] = [];
  server: { readonly sealed: Buffer; readonly kekVersion: number } | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  /** Whether something is sealed under a key. */
  inUse: (id: string) => boolean = () => false;

  async current(tenant: string) {
    return this.rows.find((row) => row.tenant === tenant && row.isCurrent !== false);
  }

  async find(tenant: string, id: string) {
    return this.rows.find((row) => row.tenant === tenant && row.id === id);
  }

  async insert(key: WrappedDataKey) {
    const former = await this.current(key.tenant);
    if (former) return former;
    this.rows.push(key);
    return key;
  }

  async replace(key: WrappedDataKey, former: string) {
    const at = this.rows.findIndex((row) => row.id === former && row.isCurrent !== false);
    if (at < 0) return false;
    this.rows[at] = { ...this.rows[at]!, isCurrent: false };
    this.rows.push(key);
    return true;
  }

  async former(tenant: string) {
    return this.rows.filter((row) => row.tenant === tenant && row.isCurrent === false).map(({ id }) => id);
  }

  async remove(tenant: string, id: string) {
    if (this.inUse(id)) return false;
    const before = this.rows.length;
    this.rows = this.rows.filter((row) => row.tenant !== tenant || row.id !== id);
    return this.rows.length < before;
  }

  async wrappedBelow(version: number, most: number) {
    return this.rows.filter(({ kekVersion }) => kekVersion < version).slice(0, most);
  }

  async countWrappedBelow(version: number) {
    return this.rows.filter(({ kekVersion }) => kekVersion < version).length;
  }

  async rewrap(key: WrappedDataKey, former: number) {
    const at = this.rows.findIndex(({ id, kekVersion }) => id === key.id && kekVersion === former);
    if (at >= 0) this.rows[at] = { ...this.rows[at]!, wrapped: key.wrapped, kekVersion: key.kekVersion };
    return at >= 0;
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.turn.then(work);
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  async tenants() {
    return [...new Set(this.rows.map(({ tenant }) => tenant))];
  }

  async serverSecret() {
    return this.server;
  }

  async setServerSecret(secret: { readonly sealed: Buffer; readonly kekVersion: number }, former?: number) {
    const later = this.server?.kekVersion === former && secret.kekVersion > (former ?? 0);
    if (this.server === undefined || later) this.server = secret;
    return this.server;
  }
}
