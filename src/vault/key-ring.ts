import type { KeyObject } from 'node:crypto';

/** One version of the key-encryption key. */
export interface KeyEncryptionKey {
  readonly version: number;
  readonly key: KeyObject;
}

/** The key-encryption key, in all its versions that still open something. It stands outside the database, which alone opens nothing. */
export interface KeyRing {
  /** The newest, by another look at where it is kept. */
  current(): Promise<KeyEncryptionKey>;
  /** Undefined where the ring lacks it, also after another look at where it is kept. */
  find(version: number): Promise<KeyEncryptionKey | undefined>;
  /** Makes the next version the current one. Fails where the ring cannot be written. */
  add(): Promise<KeyEncryptionKey>;
  /** Destroys the versions below. */
  retire(below: number): Promise<void>;
}
