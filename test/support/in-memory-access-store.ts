import type { AccessStore, AccessToken, NewAccessToken, Tenant } from '../../src/access/access-store.js';

export class InMemoryAccessStore implements AccessStore {
  readonly rows: Tenant[] = [];
  readonly added: (AccessToken & { readonly digest: Buffer })[] = [];
  lookUps = 0;

  async createTenant(tenant: { readonly id: string; readonly name: string }): Promise<Tenant> {
    const created = { ...tenant, createdAt: new Date() };
    this.rows.push(created);
    return created;
  }

  async findTenant(id: string) {
    return this.rows.find((tenant) => tenant.id === id);
  }

  async countTenants(): Promise<number> {
    return this.rows.length;
  }

  async tenants() {
    const items = this.rows.map((item) => ({ cursor: item.id, item }));
    return { items, hasNextPage: false, totalCount: items.length };
  }

  async removeTenant(id: string): Promise<boolean> {
    const at = this.rows.findIndex((tenant) => tenant.id === id);
    return at >= 0 && this.rows.splice(at, 1).length === 1;
  }

  async addToken(token: NewAccessToken): Promise<AccessToken> {
    const added = { expiresAt: null, ...token, createdAt: new Date(), lastUsedAt: null, revokedAt: null };
    this.added.push({ ...added, expiresAt: added.expiresAt ?? null });
    return this.added.at(-1)!;
  }

  async tokensByPrefix(prefix: string) {
    this.lookUps += 1;
    return this.added
      .filter((token) => token.prefix === prefix)
      .map((token) => ({ tenant: this.rows.find(({ id }) => id === token.tenant)!, token, digest: token.digest }));
  }

  async tokens(tenant: string) {
    return this.added.filter((token) => token.tenant === tenant);
  }

  async revokeToken(tenant: string, id: string) {
    const at = this.added.findIndex((token) => token.tenant === tenant && token.id === id);
    if (at < 0) return undefined;
    this.added[at] = { ...this.added[at]!, revokedAt: new Date() };
    return this.added[at];
  }

  async endedAmong(): Promise<readonly string[]> {
    return [];
  }

  async onRevoked(): Promise<void> {}

  touchToken(): void {}
}
