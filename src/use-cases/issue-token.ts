import { randomUUID, type KeyObject } from 'node:crypto';
import type { AccessStore, Tenant } from '../access/access-store.js';
import { digestOf, newAccessToken } from '../access/access-token.js';

/** Makes a token; it is shown this once, as only its digest is kept. */
export class IssueToken {
  constructor(private readonly deps: { readonly access: AccessStore; readonly key: KeyObject }) {}

  /** For a new tenant of this name. */
  async forNewTenant(name: string): Promise<{ readonly tenant: Tenant; readonly token: string }> {
    const tenant = await this.deps.access.createTenant({ id: randomUUID(), name });
    return { tenant, token: await this.run(tenant.id) };
  }

  async run(tenant: string): Promise<string> {
    const { token, prefix } = newAccessToken();
    await this.deps.access.addToken({ id: randomUUID(), tenant, prefix, digest: digestOf(this.deps.key, token) });
    return token;
  }
}
