import type { AccessStore, Tenant } from '../../src/access/access-store.js';

export class InMemoryAccessStore implements AccessStore {
  readonly tenants: Tenant[] = [];
  readonly tokens: { readonly tenant: string; readonly prefix: string; readonly digest: Buffer }[] = [];
  lookUps = 0;

  async createTenant(tenant: { readonly id: string; readonly name: string }): Promise<Tenant> {
    const created = { ...tenant, createdAt: new Date() };
    this.tenants.push(created);
    return created;
  }

  async countTenants(): Promise<number> {
    return this.tenants.length;
  }

  async addToken(token: { readonly tenant: string; readonly prefix: string; readonly digest: Buffer }): Promise<void> {
    this.tokens.push(token);
  }

  async tokensByPrefix(prefix: string) {
    this.lookUps += 1;
    return this.tokens
      .filter((token) => token.prefix === prefix)
      .map(({ tenant, digest }) => ({ tenant: this.tenants.find(({ id }) => id === tenant)!, digest }));
  }
}
