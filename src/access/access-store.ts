import type { Page, PageRequest } from '../paging/page.js';
import type { Scope } from './scopes.js';

/** A customer of this server; everything stored belongs to one. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
}

/** What may be known of a token once it was shown. */
export interface AccessToken {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  /** The part that finds it; no secret. */
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface NewAccessToken extends Pick<AccessToken, 'id' | 'tenant' | 'name' | 'prefix' | 'scopes'> {
  readonly expiresAt?: Date | null;
  /** HMAC-SHA-256 of the whole token, which proves it. */
  readonly digest: Buffer;
}

export interface AccessStore {
  createTenant(tenant: { readonly id: string; readonly name: string }): Promise<Tenant>;
  findTenant(id: string): Promise<Tenant | undefined>;
  countTenants(): Promise<number>;
  tenants(page: PageRequest): Promise<Page<Tenant>>;
  /**
   * Everything of the tenant but its audit trail, its data key included; false where there was none. From then on whatever
   * still works for it fails with TenantGone, on every replica, and writes nothing more.
   */
  removeTenant(id: string): Promise<boolean>;

  addToken(token: NewAccessToken): Promise<AccessToken>;
  tokensByPrefix(
    prefix: string,
  ): Promise<readonly { readonly tenant: Tenant; readonly token: AccessToken; readonly digest: Buffer }[]>;
  /** Newest first, those revoked included. */
  tokens(tenant: string): Promise<readonly AccessToken[]>;
  /** Revoked once and for all; undefined where the tenant has no such token. */
  revokeToken(tenant: string, id: string): Promise<AccessToken | undefined>;
  /** Those ids whose token was revoked, has expired or is there no more. */
  endedAmong(tokens: readonly string[]): Promise<readonly string[]>;
  /** Calls back soon after any replica has revoked a token or removed a tenant; after a break perhaps for nothing. */
  onRevoked(listener: () => void): Promise<void>;
  /** Notes that it was used, soon; may be lost. */
  touchToken(id: string): void;
}
