import type { AuditTrail } from '../access/audit-trail.js';
import { ByomError } from '../sdk/index.js';
import type { CredentialStore } from '../vault/credential-store.js';
import { actorOf, type Caller } from './caller.js';

/** Forgets a stored key; gives its id. */
export class RemoveCredential {
  constructor(private readonly deps: { readonly credentials: CredentialStore; readonly audit: AuditTrail }) {}

  async run(caller: Caller, id: string): Promise<string> {
    if (!(await this.deps.credentials.remove(caller.tenant.id, id))) {
      throw new ByomError('NOT_FOUND', 'There is no credential of yours with this id.');
    }
    await this.deps.audit.record({
      tenant: caller.tenant.id,
      actor: actorOf(caller),
      action: 'credential.remove',
      subject: id,
    });
    return id;
  }
}
