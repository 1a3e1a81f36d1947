import type { CredentialStore, DataKeyStore, StoredCredential } from '../../src/vault/credential-store.js';

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

  touch(_tenant: string, id: string): void {
    this.touched.push(id);
  }
}

type DataKey = { readonly tenant: string; readonly id: string; readonly wrapped: Buffer; readonly kekVersion: number };

export class InMemoryDataKeyStore implements DataKeyStore {
  rows: DataKey[] = [];
  check: Buffer | undefined;

  async find(tenant: string): Promise<DataKey | undefined> {
    return this.rows.find((row) => row.tenant === tenant);
  }

  async insert(key: DataKey): Promise<DataKey> {
    const former = this.rows.find((row) => row.tenant === key.tenant);
    if (former) return former;
    this.rows.push(key);
    return key;
  }

  async checkValue(): Promise<Buffer | undefined> {
    return this.check;
  }

  async setCheckValue(value: Buffer): Promise<void> {
    this.check = value;
  }
}
