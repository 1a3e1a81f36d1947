import { createSecretKey, randomBytes } from 'node:crypto';
import type { KeyEncryptionKey, KeyRing } from '../../src/vault/key-ring.js';

const newKey = (version: number): KeyEncryptionKey => ({ version, key: createSecretKey(randomBytes(32)) });

/** A key ring in memory, for tests. */
export function keyRing(): KeyRing & { readonly keys: KeyEncryptionKey[] } {
  const keys = [newKey(1)];
  return {
    keys,
    current: async () => keys.at(-1)!,
    find: async (version) => keys.find((key) => key.version === version),
    add: async () => {
      keys.push(newKey(keys.at(-1)!.version + 1));
      return keys.at(-1)!;
    },
    retire: async (below) => void keys.splice(0, keys.length, ...keys.filter(({ version }) => version >= below)),
  };
}
