import type { CredentialStore, StoredCredential } from '../vault/credential-store.js';
import type { Caller } from './caller.js';

/** The tenant's stored credentials, oldest first. */
export class ListCredentials {
  constructor(private readonly deps: { readonly credentials: CredentialStore }) {}

  run(caller: Caller): Promise<readonly StoredCredential[]> {
    return this.deps.credentials.list(caller.tenant.id);
  }
}
