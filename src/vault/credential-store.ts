/** A credential as it is stored: the secret only sealed, everything else in the open. */
export interface StoredCredential {
  readonly id: string;
  readonly tenant: string;
  readonly provider: string;
  readonly name: string;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** The only origin that the secret may be sent to. */
  readonly origin: string;
  /** Fields of the credential that are not secret. */
  readonly fields: Readonly<Record<string, string>>;
  /** The sealed secret fields; null for a provider that needs none. */
  readonly sealed: Buffer | null;
  /** Raised with every change of the secret. */
  readonly version: number;
  /** The id of the data key that it is sealed under; null for what was sealed before data keys were replaced. */
  readonly dataKey: string | null;
  readonly hint: string | null;
  readonly fingerprint: string;
  readonly isDefault: boolean;
  /** Set for a key given for one run: hidden from lists and destroyed at the run's end. */
  readonly optimization: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

export interface CredentialStore {
  /** Makes it the provider's default where `isDefault`, and the former default no longer one. */
  insert(credential: Omit<StoredCredential, 'createdAt' | 'lastUsedAt'>): Promise<StoredCredential>;
  /** Oldest first; without those of runs. */
  list(tenant: string): Promise<readonly StoredCredential[]>;
  find(tenant: string, id: string): Promise<StoredCredential | undefined>;
  findDefault(tenant: string, provider: string): Promise<StoredCredential | undefined>;
  /** Those given for one run. */
  ofOptimization(tenant: string, optimization: string): Promise<readonly StoredCredential[]>;
  /** Where the version is still `from`; undefined where it is another, or where there is no such credential. */
  replace(
    tenant: string,
    id: string,
    from: number,
    change: Pick<
      StoredCredential,
      'baseUrl' | 'origin' | 'fields' | 'sealed' | 'version' | 'dataKey' | 'hint' | 'fingerprint'
    >,
  ): Promise<StoredCredential | undefined>;
  /** Those sealed under another data key than this, those of runs included, by their ids after one. */
  sealedUnderOthers(tenant: string, dataKey: string, after: string, most: number): Promise<readonly StoredCredential[]>;
  /** False where there was none. */
  remove(tenant: string, id: string): Promise<boolean>;
  removeOfOptimization(tenant: string, optimization: string): Promise<void>;
  /**
   * Those given for a run that has ended or was never there: a server died between the key and the run. All tenants; a
   * key that is younger than `ageMs` may be of a run that is just being started. Gives how many there were.
   */
  removeOfNoRun(ageMs: number): Promise<number>;
  /** May be late by some seconds, and is lost in a crash. */
  touch(tenant: string, id: string): void;
}
