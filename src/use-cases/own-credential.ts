import { ByomError } from '../sdk/index.js';
import type { CredentialStore, StoredCredential } from '../vault/credential-store.js';

/** A stored credential of the tenant's by its id; those sealed for one run are nobody's to name. Fails with NOT_FOUND. */
export async function ownCredential(
  credentials: Pick<CredentialStore, 'find'>,
  tenant: string,
  id: string,
): Promise<StoredCredential> {
  const stored = await credentials.find(tenant, id);
  if (stored === undefined || stored.optimization !== null) {
    throw new ByomError('NOT_FOUND', 'There is no credential of yours with this id.');
  }
  return stored;
}
