import { createSecretKey, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { ByomError } from '../sdk/index.js';
import type { DataKeyStore, WrappedDataKey } from './data-key-store.js';
import type { KeyEncryptionKey, KeyRing } from './key-ring.js';
import { openRecord, sealRecord } from './seal-record.js';

/** A tenant's data key, opened. */
export interface DataKey {
  readonly id: string;
  readonly key: KeyObject;
}

const mostCached = 1_000;
/** How long another replica may still seal under a key that was replaced. */
const freshMs = 30_000;

/** The tenants' data keys, each stored only wrapped under the key-encryption key. */
export class DataKeys {
  readonly #opened = new Map<string, Promise<DataKey>>();
  readonly #current = new Map<string, { readonly since: number; readonly key: Promise<DataKey> }>();

  constructor(
    private readonly store: DataKeyStore,
    private readonly ring: KeyRing,
  ) {}

  /** What seals for the tenant now; made on first use. */
  current(tenant: string): Promise<DataKey> {
    const known = this.#current.get(tenant);
    const now = Date.now();
    // Also where the clock was put back meanwhile.
    if (known && now - known.since < freshMs && now >= known.since) return known.key;
    const key = this.#loadCurrent(tenant);
    key.catch(() => this.#current.delete(tenant));
    this.#remember(this.#current, tenant, { since: now, key });
    return key;
  }

  /** One that sealed something; that of a record from before keys had ids is the current one. */
  find(tenant: string, id: string | null): Promise<DataKey> {
    if (id === null) return this.current(tenant);
    const place = `${tenant} ${id}`;
    const known = this.#opened.get(place);
    if (known) return known;
    const opening = this.store.find(tenant, id).then((wrapped) => {
      if (wrapped === undefined) throw unreadable();
      return this.#open(wrapped);
    });
    opening.catch(() => this.#opened.delete(place));
    this.#remember(this.#opened, place, opening);
    return opening;
  }

  /** Forgets which key is current, where another replica has replaced it. */
  forget(tenant: string): void {
    this.#current.delete(tenant);
  }

  /** A new current key for the tenant; the former ones open what they sealed until it is sealed again. */
  async replace(tenant: string): Promise<DataKey> {
    const former = await this.store.current(tenant);
    if (former === undefined) return this.current(tenant);
    await this.#add(tenant, (key) => this.store.replace(key, former.id));
    this.forget(tenant);
    return this.current(tenant);
  }

  /** What nothing is sealed under any more. */
  async destroyFormer(tenant: string): Promise<void> {
    for (const id of await this.store.former(tenant)) {
      if (await this.store.remove(tenant, id)) this.#opened.delete(`${tenant} ${id}`);
    }
  }

  async #loadCurrent(tenant: string): Promise<DataKey> {
    const stored = await this.store.current(tenant);
    if (stored === undefined) await this.#add(tenant, (key) => this.store.insert(key));
    return this.find(tenant, (stored ?? (await this.store.current(tenant))!).id);
  }

  async #open({ tenant, id, wrapped, kekVersion }: WrappedDataKey): Promise<DataKey> {
    const kek = await this.ring.find(kekVersion);
    if (kek === undefined) throw unreadable();
    const bytes = openRecord(kek.key, wrapped, wrapContext(tenant, id, kekVersion));
    const key = createSecretKey(bytes);
    bytes.fill(0);
    return { id, key };
  }

  /** Made, stored, and wrapped once more where a rotation has begun meanwhile, which may not have seen it. */
  async #add(tenant: string, store: (key: WrappedDataKey) => Promise<unknown>): Promise<void> {
    const bytes = randomBytes(32);
    const id = randomUUID();
    const wrappedUnder = ({ version, key }: KeyEncryptionKey): WrappedDataKey => {
      return { tenant, id, wrapped: sealRecord(key, bytes, wrapContext(tenant, id, version)), kekVersion: version };
    };
    let kek = await this.#inForce();
    await store(wrappedUnder(kek));
    for (let former = kek; (kek = await this.#inForce()).version > former.version; former = kek) {
      await this.store.rewrap(wrappedUnder(kek), former.version);
    }
    bytes.fill(0);
  }

  /** The version that the database goes by: the ring may hold later ones, or lack it until it looks again. */
  async #inForce(): Promise<KeyEncryptionKey> {
    const secret = await this.store.serverSecret();
    const kek = await (secret === undefined ? this.ring.current() : this.ring.find(secret.kekVersion));
    if (kek === undefined) throw unreadable();
    return kek;
  }

  #remember<T>(cache: Map<string, T>, place: string, value: T): void {
    if (cache.size >= mostCached) cache.delete(cache.keys().next().value!);
    cache.set(place, value);
  }
}

export const wrapContext = (tenant: string, id: string, kekVersion: number): readonly string[] => [
  'byom data key',
  tenant,
  id,
  String(kekVersion),
];

const unreadable = () =>
  new ByomError(
    'CREDENTIAL_UNREADABLE',
    'A key that sealed this is missing: the key file lacks a version, or the data key was destroyed.',
  );
