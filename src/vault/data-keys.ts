import { createSecretKey, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { ByomError } from '../sdk/index.js';
import type { DataKeyStore } from './credential-store.js';
import type { KeyEncryptionKey } from './key-file.js';
import { openRecord, sealRecord } from './seal-record.js';

const mostCached = 1_000;
const checkContext = ['byom check value'];
const checkText = Buffer.from('byom');

/** One data key for each tenant, stored only wrapped under the key-encryption key. */
export class DataKeys {
  readonly #opened = new Map<string, Promise<KeyObject>>();

  constructor(
    private readonly store: DataKeyStore,
    private readonly kek: KeyEncryptionKey,
  ) {}

  /** Fails where the key file is not the one that this database was sealed under; call it once at start. */
  async verify(): Promise<void> {
    if (!(await this.store.checkValue())) {
      await this.store.setCheckValue(sealRecord(this.kek.key, checkText, checkContext));
    }
    try {
      openRecord(this.kek.key, (await this.store.checkValue())!, checkContext);
    } catch {
      throw new ByomError(
        'CREDENTIAL_UNREADABLE',
        'The key file is not the one that this database was sealed under: put the right one in its place.',
      );
    }
  }

  /** Made on first use. */
  of(tenant: string): Promise<KeyObject> {
    const cached = this.#opened.get(tenant);
    if (cached) return cached;
    const opening = this.#load(tenant);
    opening.catch(() => this.#opened.delete(tenant));
    if (this.#opened.size >= mostCached) this.#opened.delete(this.#opened.keys().next().value!);
    this.#opened.set(tenant, opening);
    return opening;
  }

  async #load(tenant: string): Promise<KeyObject> {
    const found = (await this.store.find(tenant)) ?? (await this.#create(tenant));
    const bytes = openRecord(this.kek.key, found.wrapped, wrapContext(tenant, found.id, found.kekVersion));
    const key = createSecretKey(bytes);
    bytes.fill(0);
    return key;
  }

  #create(tenant: string) {
    const id = randomUUID();
    const bytes = randomBytes(32);
    const wrapped = sealRecord(this.kek.key, bytes, wrapContext(tenant, id, this.kek.version));
    bytes.fill(0);
    return this.store.insert({ tenant, id, wrapped, kekVersion: this.kek.version });
  }
}

const wrapContext = (tenant: string, id: string, kekVersion: number): readonly string[] => [
  'byom data key',
  tenant,
  id,
  String(kekVersion),
];
