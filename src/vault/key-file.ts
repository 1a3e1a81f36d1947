import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { KeyEncryptionKey, KeyRing } from './key-ring.js';

const keyLength = 32;

/**
 * The key file: a line for each version, `VERSION BASE64`; the first version may stand alone. One that others may read,
 * or with a key of another length, is an error.
 */
export class KeyFile implements KeyRing {
  #keys: readonly KeyEncryptionKey[] = [];

  private constructor(private readonly file: string) {}

  /** Makes it at the first start. */
  static async load(file: string): Promise<KeyFile> {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    if (!(await exists(file))) {
      // Linked into place: two first starts agree on one key, and none reads half of it.
      await written(file, `${randomBytes(keyLength).toString('base64')}\n`, async (draft) => {
        try {
          await link(draft, file);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        } finally {
          await unlink(draft);
        }
      });
    }
    const ring = new KeyFile(file);
    await ring.#read();
    return ring;
  }

  async current(): Promise<KeyEncryptionKey> {
    await this.#read();
    return this.#keys.at(-1)!;
  }

  async find(version: number): Promise<KeyEncryptionKey | undefined> {
    const known = this.#keys.find((key) => key.version === version);
    if (known) return known;
    // The operator may have put a newer one in its place.
    await this.#read();
    return this.#keys.find((key) => key.version === version);
  }

  async add(): Promise<KeyEncryptionKey> {
    const lines = await this.#lines();
    const version = Number(lines.at(-1)!.split(' ')[0]) + 1;
    await this.#write([...lines, `${version} ${randomBytes(keyLength).toString('base64')}`]);
    return this.current();
  }

  async retire(below: number): Promise<void> {
    const lines = await this.#lines();
    const left = lines.filter((line) => Number(line.split(' ')[0]) >= below);
    if (left.length > 0 && left.length < lines.length) await this.#write(left);
  }

  async #lines(): Promise<readonly string[]> {
    const lines = (await readFile(this.file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
    return lines.map((line) => (/^\d+ /.test(line) ? line.trim() : `1 ${line.trim()}`));
  }

  async #write(lines: readonly string[]): Promise<void> {
    await written(this.file, `${lines.join('\n')}\n`, (draft) => rename(draft, this.file));
    await this.#read();
  }

  async #read(): Promise<void> {
    const { mode } = await stat(this.file);
    if ((mode & 0o077) !== 0) throw new Error(`The key file ${this.file} may be read by others: chmod 600 it.`);
    const keys = (await this.#lines()).map((line) => {
      const [version = '', text = ''] = line.split(' ');
      return keyOf(Number(version), text, `The key file ${this.file}`);
    });
    if (keys.length === 0) throw new Error(`The key file ${this.file} is empty.`);
    this.#keys = keys.toSorted((a, b) => a.version - b.version);
  }
}

/** One key from the environment, for development: it cannot be rotated. */
export class KeyOfEnvironment implements KeyRing {
  readonly #key: KeyEncryptionKey;

  constructor(text: string) {
    this.#key = keyOf(1, text, 'BYOM_KEY');
  }

  async current(): Promise<KeyEncryptionKey> {
    return this.#key;
  }

  async find(version: number): Promise<KeyEncryptionKey | undefined> {
    return version === this.#key.version ? this.#key : undefined;
  }

  add(): Promise<never> {
    return Promise.reject(new Error('A key from the environment cannot be rotated: keep it in the key file.'));
  }

  async retire(): Promise<void> {}
}

/** A key for another purpose, from which the key-encryption key cannot be told. */
export function deriveKey(key: KeyObject, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `byom ${purpose}`, keyLength)));
}

function keyOf(version: number, text: string, what: string): KeyEncryptionKey {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== keyLength) throw new Error(`${what} does not hold ${keyLength} bytes of base64.`);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return { version, key };
}

/** Whole and on disk before it takes its place. */
async function written(file: string, text: string, place: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await place(draft);
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
