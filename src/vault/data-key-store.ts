/** A tenant's data key as it is stored: wrapped under one version of the key-encryption key. */
export interface WrappedDataKey {
  readonly tenant: string;
  readonly id: string;
  readonly wrapped: Buffer;
  readonly kekVersion: number;
}

export interface DataKeyStore {
  /** What seals for the tenant now. */
  current(tenant: string): Promise<WrappedDataKey | undefined>;
  find(tenant: string, id: string): Promise<WrappedDataKey | undefined>;
  /** As the tenant's first; keeps and returns the first where two are made at once. */
  insert(key: WrappedDataKey): Promise<WrappedDataKey>;
  /** As the current one, in place of `former`; false where that is not the current one any more. */
  replace(key: WrappedDataKey, former: string): Promise<boolean>;
  /** The tenant's keys that are not current. */
  former(tenant: string): Promise<readonly string[]>;
  /** False while a credential is sealed under it. */
  remove(tenant: string, id: string): Promise<boolean>;
  /** Keys of all tenants that are wrapped under a version below, so many at the most. */
  wrappedBelow(version: number, most: number): Promise<readonly WrappedDataKey[]>;
  countWrappedBelow(version: number): Promise<number>;
  /** Where it is still wrapped under that version. */
  rewrap(key: Pick<WrappedDataKey, 'tenant' | 'id' | 'wrapped' | 'kekVersion'>, former: number): Promise<boolean>;
  /** One server at a time, for moments: servers may share one key file, which each reads whole and writes anew. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Tenants that have a data key. */
  tenants(): Promise<readonly string[]>;

  /** The server's own secret, sealed, which every tenant's token is held against; it tells a wrong key at start too. */
  serverSecret(): Promise<{ readonly sealed: Buffer; readonly kekVersion: number } | undefined>;
  /** Keeps the first, or replaces the one under `former` by a later one; what stands then. */
  setServerSecret(
    secret: { readonly sealed: Buffer; readonly kekVersion: number },
    former?: number,
  ): Promise<{ readonly sealed: Buffer; readonly kekVersion: number }>;
}
