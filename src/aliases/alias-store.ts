/** A tenant's own name for a model, and for who pays for it. */
export interface ModelAlias {
  readonly tenant: string;
  readonly name: string;
  /** `provider/model`. */
  readonly model: string;
  /** A stored credential's id; the tenant's default for the provider where null. */
  readonly credential: string | null;
}

/** Where tenants' aliases are kept. */
export interface AliasStore {
  /** Makes it, or gives the name another meaning. */
  set(alias: ModelAlias): Promise<void>;
  find(tenant: string, name: string): Promise<ModelAlias | undefined>;
  /** By name. */
  list(tenant: string): Promise<readonly ModelAlias[]>;
  /** False where there was none. */
  remove(tenant: string, name: string): Promise<boolean>;
}
