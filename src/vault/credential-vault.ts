import { createHmac, randomUUID, type KeyObject } from 'node:crypto';
import { ByomError } from '../sdk/index.js';
import { checkCredential, type CheckedCredential, type NewCredential } from './check-credential.js';
import type { CredentialStore, StoredCredential } from './credential-store.js';
import { DataKeyGone } from './data-key-gone.js';
import type { DataKey, DataKeys } from './data-keys.js';
import { deriveKey } from './key-file.js';
import { openRecord, sealRecord } from './seal-record.js';
import { readSecretRecord, writeSecretRecord } from './secret-record.js';
import type { TenantCredential } from './tenant-credential.js';
import { TenantSecret } from './tenant-secret.js';

export interface AddCredential extends NewCredential {
  readonly makeDefault: boolean;
  /** For a key given for one run, kept until the run ends. */
  readonly optimization?: string;
}

const RESEALED_AT_ONCE = 100;

/** Keeps customers' keys: sealed, each bound to its tenant, provider and origin. The only maker of `TenantSecret`s. */
export class CredentialVault {
  constructor(
    private readonly store: CredentialStore,
    private readonly keys: DataKeys,
  ) {}

  async add(tenant: string, input: AddCredential): Promise<StoredCredential> {
    const checked = checkCredential(input);
    const identity = { id: randomUUID(), tenant, provider: input.definition.id, origin: checked.origin, version: 1 };
    return this.#sealing(tenant, (key) =>
      this.store.insert({
        ...identity,
        ...sealedParts(key, identity, checked),
        name: input.name ?? input.definition.name,
        isDefault: input.makeDefault && input.optimization === undefined,
        optimization: input.optimization ?? null,
      }),
    );
  }

  /** Another secret, or other fields, in the place of a credential's own; CONFLICT where it was changed meanwhile. */
  async rotate(stored: StoredCredential, input: NewCredential): Promise<StoredCredential> {
    const checked = checkCredential(input);
    const { tenant, id, provider, version } = stored;
    const identity = { id, tenant, provider, origin: checked.origin, version: version + 1 };
    const rotated = await this.#sealing(tenant, (key) =>
      this.store.replace(tenant, id, version, {
        ...sealedParts(key, identity, checked),
        origin: identity.origin,
        version: identity.version,
      }),
    );
    if (rotated === undefined) {
      throw new ByomError('CONFLICT', 'The credential was changed or removed meanwhile: look at it and try again.');
    }
    return rotated;
  }

  /**
   * Seals everything of the tenant under a new data key, and destroys the ones before it. What cannot be opened, since
   * it was altered, is left as it is: gives how many those are.
   */
  async rotateDataKey(tenant: string): Promise<number> {
    const key = await this.keys.replace(tenant);
    let [after, unreadable] = ['', 0];
    for (;;) {
      const stored = await this.store.sealedUnderOthers(tenant, key.id, after, RESEALED_AT_ONCE);
      if (stored.length === 0) break;
      for (const one of stored) {
        after = one.id;
        await this.#reseal(one, key).catch((error: unknown) => {
          if (!ByomError.is(error) || error.code !== 'CREDENTIAL_UNREADABLE') throw error;
          unreadable += 1;
        });
      }
    }
    await this.keys.destroyFormer(tenant);
    return unreadable;
  }

  async #reseal(stored: StoredCredential, key: DataKey): Promise<void> {
    const { tenant, id, version, sealed, baseUrl, origin, fields, hint } = stored;
    const secrets =
      sealed === null
        ? null
        : readSecretRecord(openRecord((await this.keys.find(tenant, stored.dataKey)).key, sealed, sealContext(stored)));
    // The same version: what is in use of it stays in use. Whoever changed it meanwhile has sealed it anew himself.
    await this.store.replace(tenant, id, version, {
      ...sealedParts(key, stored, { secrets, fields, baseUrl, origin }),
      origin,
      version,
      hint,
    });
  }

  /** Under the current data key; once more where that was replaced and destroyed by another replica meanwhile. */
  async #sealing<T>(tenant: string, seal: (key: DataKey) => Promise<T>): Promise<T> {
    try {
      return await seal(await this.keys.current(tenant));
    } catch (error) {
      if (!(error instanceof DataKeyGone)) throw error;
      this.keys.forget(tenant);
      return seal(await this.keys.current(tenant));
    }
  }

  /** A stored credential made ready for calls; its secret is decrypted only when egress sends. */
  async open(stored: StoredCredential): Promise<TenantCredential> {
    const { id, tenant, provider, baseUrl, origin, fields, sealed } = stored;
    const payer = stored.optimization === null ? id : passedName(stored.fingerprint);
    const known = { id, payer, tenant, provider, baseUrl, origin, fields };
    if (sealed === null) return { ...known, secret: null };
    const { key } = await this.keys.find(tenant, stored.dataKey);
    const secret = new TenantSecret(() => readSecretRecord(openRecord(key, sealed, sealContext(stored))));
    return { ...known, secret };
  }

  /** A key for one call, kept nowhere; `shown` tells it apart from others as a stored one would. */
  async passThrough(tenant: string, input: NewCredential): Promise<PassedCredential> {
    const checked = checkCredential(input);
    const { secrets, baseUrl, origin, fields } = checked;
    const provider = input.definition.id;
    const place = { id: null, tenant, provider, baseUrl, origin, fields };
    if (secrets === null) return { credential: { ...place, payer: null, secret: null }, shown: null };
    const fingerprint = fingerprintOf((await this.keys.current(tenant)).key, checked);
    const payer = passedName(fingerprint);
    const shown: StoredCredential = {
      ...place,
      id: payer,
      name: input.definition.name,
      sealed: null,
      version: 1,
      dataKey: null,
      hint: hintOf(secrets),
      fingerprint,
      isDefault: false,
      optimization: null,
      createdAt: new Date(),
      lastUsedAt: null,
    };
    return { credential: { ...place, payer, secret: new TenantSecret(() => secrets) }, shown };
  }
}

export interface PassedCredential {
  readonly credential: TenantCredential;
  /** Null where there is no key. */
  readonly shown: StoredCredential | null;
}

/** What accounts call a key that was given for one call or run alone. */
const passedName = (fingerprint: string): string => `passed:${fingerprint}`;

/** What of a credential depends on its secret and the key that it is sealed under. */
function sealedParts({ id: dataKey, key }: DataKey, identity: SealIdentity, checked: CheckedCredential) {
  const { secrets, baseUrl, fields } = checked;
  return {
    baseUrl,
    fields,
    dataKey,
    sealed: secrets === null ? null : sealRecord(key, writeSecretRecord(secrets), sealContext(identity)),
    hint: hintOf(secrets),
    fingerprint: fingerprintOf(key, checked),
  };
}

/** Of the first secret field, where it is long: four characters of a short one would tell too much. */
function hintOf(secrets: CheckedCredential['secrets']): string | null {
  const [main = ''] = Object.values(secrets ?? {});
  return main.length >= 20 ? main.slice(-4) : null;
}

type SealIdentity = Pick<StoredCredential, 'tenant' | 'id' | 'version' | 'provider' | 'origin'>;

const sealContext = ({ tenant, id, version, provider, origin }: SealIdentity): readonly string[] => [
  'byom credential',
  tenant,
  id,
  String(version),
  provider,
  origin,
];

/** Equal for equal keys of one tenant; 128 bits under a key of its own. */
function fingerprintOf(dataKey: KeyObject, { secrets, origin }: CheckedCredential): string {
  const mac = createHmac('sha256', deriveKey(dataKey, 'fingerprint'));
  return mac
    .update(
      secrets === null ? `no secret, ${origin}` : Buffer.concat([Buffer.from('secret '), writeSecretRecord(secrets)]),
    )
    .digest('hex')
    .slice(0, 32);
}
