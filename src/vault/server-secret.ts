import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { ByomError } from '../sdk/index.js';
import type { DataKeyStore } from './data-key-store.js';
import { deriveKey } from './key-file.js';
import type { KeyRing } from './key-ring.js';
import { openRecord, sealRecord } from './seal-record.js';

const context = (version: number): readonly string[] => ['byom server secret', String(version)];
/** What stood here before the server had a secret of its own: tokens then went by the first key-encryption key. */
const formerContext = ['byom check value'];

/**
 * The key that tokens are held against, sealed under the key-encryption key, so that it outlives that key's rotation.
 * Made at the first start. Fails where the key file is not the one that this database was sealed under.
 */
export async function serverSecret(store: DataKeyStore, ring: KeyRing): Promise<KeyObject> {
  const { version, key } = await ring.current();
  const stored =
    (await store.serverSecret()) ??
    (await store.setServerSecret({ sealed: sealRecord(key, randomBytes(32), context(version)), kekVersion: version }));
  const kek = await ring.find(stored.kekVersion);
  try {
    if (kek === undefined) throw new Error('The ring lacks it.');
    return createSecretKey(openRecord(kek.key, stored.sealed, context(stored.kekVersion)));
  } catch {
    return formerSecret(kek?.key, stored.sealed);
  }
}

/** Seals it anew under the current version. */
export async function resealServerSecret(store: DataKeyStore, ring: KeyRing): Promise<void> {
  const secret = await serverSecret(store, ring);
  const former = (await store.serverSecret())!.kekVersion;
  const { version, key } = await ring.current();
  const bytes = secret.export();
  await store.setServerSecret({ sealed: sealRecord(key, bytes, context(version)), kekVersion: version }, former);
  bytes.fill(0);
}

function formerSecret(key: KeyObject | undefined, sealed: Buffer): KeyObject {
  try {
    if (key === undefined) throw new Error('The ring lacks it.');
    openRecord(key, sealed, formerContext);
    return deriveKey(key, 'access tokens');
  } catch {
    throw new ByomError(
      'CREDENTIAL_UNREADABLE',
      'The key file is not the one that this database was sealed under: put the right one in its place.',
    );
  }
}
