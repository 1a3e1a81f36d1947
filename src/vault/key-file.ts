import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
import path from 'node:path';

const keyLength = 32;

/** The key-encryption key. It stands outside the database, so that the database alone opens nothing. */
export interface KeyEncryptionKey {
  readonly version: number;
  readonly key: KeyObject;
}

/** Reads the key file, making it at the first start; one that others may read, or of another length, is an error. */
export async function loadKeyFile(file: string): Promise<KeyEncryptionKey> {
  await createOnce(file);
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) throw new Error(`The key file ${file} may be read by others: chmod 600 it.`);
  const bytes = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64');
  if (bytes.length !== keyLength) throw new Error(`The key file ${file} does not hold ${keyLength} bytes of base64.`);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return { version: 1, key };
}

/** A key for another purpose, from which the key-encryption key cannot be told. */
export function deriveKey(key: KeyObject, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `byom ${purpose}`, keyLength)));
}

/** Written whole beside it and linked into place: two first starts agree on one key, and none reads half of it. */
async function createOnce(file: string): Promise<void> {
  if (await exists(file)) return;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(keyLength).toString('base64')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
