/** A customer of this server; everything stored belongs to one. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

export interface AccessStore {
  createTenant(tenant: { readonly id: string; readonly name: string }): Promise<Tenant>;
  countTenants(): Promise<number>;
  /** `prefix` finds the row, `digest` (HMAC-SHA-256 of the whole token) proves it. */
  addToken(token: {
    readonly id: string;
    readonly tenant: string;
    readonly prefix: string;
    readonly digest: Buffer;
  }): Promise<void>;
  tokensByPrefix(prefix: string): Promise<readonly { readonly tenant: Tenant; readonly digest: Buffer }[]>;
}
