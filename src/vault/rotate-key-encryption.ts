import type { DataKeyStore } from './data-key-store.js';
import { wrapContext } from './data-keys.js';
import type { KeyRing } from './key-ring.js';
import { openRecord, sealRecord } from './seal-record.js';
import { resealServerSecret } from './server-secret.js';

const atOnce = 200;

export interface RotationProgress {
  readonly total: number;
  readonly done: number;
}

/**
 * Wraps every data key under a new version of the key-encryption key, while the server serves, and destroys the versions
 * before it once nothing is left under them. Begun again after a crash, it goes on with what is left.
 */
export async function rotateKeyEncryption(
  store: DataKeyStore,
  ring: KeyRing,
  tell: (progress: RotationProgress) => void,
): Promise<number> {
  const { version, key } = await store.alone(async () => {
    const newest = await ring.current();
    // A version that not everything is wrapped under yet is one that the operator added, or a rotation that broke off.
    return (await store.countWrappedBelow(newest.version)) > 0 ? newest : ring.add();
  });
  // First of all, since new data keys go by its version: so what is left grows no more.
  await resealServerSecret(store, ring);
  const total = await store.countWrappedBelow(version);
  let done = 0;
  tell({ total, done });
  for (;;) {
    const wrapped = await store.wrappedBelow(version, atOnce);
    if (wrapped.length === 0) break;
    for (const { tenant, id, wrapped: record, kekVersion } of wrapped) {
      const former = await ring.find(kekVersion);
      if (former === undefined) throw new Error(`The key file lacks version ${kekVersion}, which is still in use.`);
      const bytes = openRecord(former.key, record, wrapContext(tenant, id, kekVersion));
      const again = sealRecord(key, bytes, wrapContext(tenant, id, version));
      bytes.fill(0);
      await store.rewrap({ tenant, id, wrapped: again, kekVersion: version }, kekVersion);
      done += 1;
    }
    tell({ total: Math.max(total, done), done });
  }
  await store.alone(() => ring.retire(version));
  return version;
}
