import { randomUUID } from 'node:crypto';
import type { AccessStore, Tenant } from '../access/access-store.js';
import type { AuditTrail } from '../access/audit-trail.js';
import type { Authenticator } from '../access/authenticator.js';
import type { Page, PageRequest } from '../paging/page.js';
import { ByomError } from '../sdk/index.js';
import { actorOf, type Caller } from './caller.js';
import type { IssueToken } from './issue-token.js';

export interface ManageTenantsDeps {
  readonly access: AccessStore;
  readonly audit: AuditTrail;
  readonly authenticator: Authenticator;
  readonly issueToken: IssueToken;
}

/** The operator's work: who the customers are. */
export class ManageTenants {
  constructor(private readonly deps: ManageTenantsDeps) {}

  list(page: PageRequest): Promise<Page<Tenant>> {
    return this.deps.access.tenants(page);
  }

  /** With a first token that has all of a tenant's scopes; it is shown this once. */
  async create(caller: Caller, name: string): Promise<{ readonly tenant: Tenant; readonly token: string }> {
    if (!/^\P{Cc}{1,100}$/u.test(name)) throw new ByomError('BAD_USER_INPUT', '`name` has 1 to 100 characters.');
    const tenant = await this.deps.access.createTenant({ id: randomUUID(), name });
    const { token } = await this.deps.issueToken.run(tenant.id);
    await this.#record(caller, 'tenant.create', tenant.id);
    return { tenant, token };
  }

  /** For good, with everything it has: runs lose their ground, keys cannot be opened any more, not even from a backup. */
  async remove(caller: Caller, id: string): Promise<string> {
    const { access, authenticator } = this.deps;
    if (id === caller.tenant.id) throw new ByomError('CONFLICT', 'This token belongs to the tenant itself.');
    if (!(await access.removeTenant(id))) throw new ByomError('NOT_FOUND', 'There is no tenant with this id.');
    authenticator.forget();
    await this.#record(caller, 'tenant.delete', id);
    return id;
  }

  #record(caller: Caller, action: 'tenant.create' | 'tenant.delete', tenant: string): Promise<void> {
    return this.deps.audit.record({ tenant, actor: actorOf(caller), action, subject: tenant });
  }
}
