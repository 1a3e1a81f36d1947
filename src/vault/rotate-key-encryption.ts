import type { DataKeyStore } from './data-key-store.js';
import { wrapContext } from './data-keys.js';
import type { KeyRing } from './key-ring.js';
import { openRecord, sealRecord } from './seal-record.js';
import { resealServerSecret } from './server-secret.js';

const atOnce = 200;

export interface RotationProgress {
  readonly total: number;
  readonly done: number;
  /** Data keys that cannot be opened. */
  readonly unreadable?: number;
}

/**
 * Wraps every data key under a new version of the key-encryption key, while the server serves, and destroys the versions
 * before it once nothing is left under them. Begun again after a crash, it goes on with what is left. One that was altered
 * stands in the way of no other, and keeps the versions before.
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
  const unreadable = new Set<string>();
  for (;;) {
    const below = await store.wrappedBelow(version, atOnce + unreadable.size);
    const wrapped = below.filter(({ id }) => !unreadable.has(id));
    if (wrapped.length === 0) break;
    for (const { tenant, id, wrapped: record, kekVersion } of wrapped) {
      const former = await ring.find(kekVersion);
      const bytes = former && opened(former.key, record, wrapContext(tenant, id, kekVersion));
      if (bytes === undefined) {
        unreadable.add(id);
        continue;
      }
      const again = sealRecord(key, bytes, wrapContext(tenant, id, version));
      bytes.fill(0);
      await store.rewrap({ tenant, id, wrapped: again, kekVersion: version }, kekVersion);
      done += 1;
    }
    tell({ total: Math.max(total, done), done, unreadable: unreadable.size });
  }
  if (unreadable.size > 0) {
    // What is put back as it was has to open again.
    const why = 'they were altered, or the key file lacks their version; former versions are kept';
    throw new Error(`${unreadable.size} data keys cannot be opened: ${why}.`);
  }
  await store.alone(() => ring.retire(version));
  return version;
}

function opened(...record: Parameters<typeof openRecord>): Buffer | undefined {
  try {
    return openRecord(...record);
  } catch {
    return undefined;
  }
}
