import { ByomError } from '../sdk/index.js';
import type { CredentialStore } from '../vault/credential-store.js';
import type { Caller } from './caller.js';

/** Forgets a stored key; gives its id. */
export class RemoveCredential {
  constructor(private readonly deps: { readonly credentials: CredentialStore }) {}

  async run(caller: Caller, id: string): Promise<string> {
    if (!(await this.deps.credentials.remove(caller.tenant.id, id))) {
      throw new ByomError('NOT_FOUND', 'There is no credential of yours with this id.');
    }
    return id;
  }
}
