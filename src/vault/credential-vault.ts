import { createHmac, randomUUID, type KeyObject } from 'node:crypto';
import { checkCredential, type CheckedCredential, type NewCredential } from './check-credential.js';
import type { CredentialStore, StoredCredential } from './credential-store.js';
import type { DataKeys } from './data-keys.js';
import { deriveKey } from './key-file.js';
import { openRecord, sealRecord } from './seal-record.js';
import { readSecretRecord, writeSecretRecord } from './secret-record.js';
import type { TenantCredential } from './tenant-credential.js';
import { TenantSecret } from './tenant-secret.js';

export interface AddCredential extends NewCredential {
  readonly name?: string;
  readonly makeDefault: boolean;
  /** For a key given for one run, kept until the run ends. */
  readonly optimization?: string;
}

/** Keeps customers' keys: sealed, each bound to its tenant, provider and origin. The only maker of `TenantSecret`s. */
export class CredentialVault {
  constructor(
    private readonly store: CredentialStore,
    private readonly keys: DataKeys,
  ) {}

  async add(tenant: string, input: AddCredential): Promise<StoredCredential> {
    const checked = checkCredential(input);
    const key = await this.keys.of(tenant);
    const identity = { id: randomUUID(), tenant, provider: input.definition.id, origin: checked.origin, version: 1 };
    const { secrets } = checked;
    return this.store.insert({
      ...identity,
      name: input.name ?? input.definition.name,
      baseUrl: checked.baseUrl,
      fields: checked.fields,
      sealed: secrets === null ? null : sealRecord(key, writeSecretRecord(secrets), sealContext(identity)),
      hint: hintOf(secrets),
      fingerprint: fingerprintOf(key, checked),
      isDefault: input.makeDefault && input.optimization === undefined,
      optimization: input.optimization ?? null,
    });
  }

  /** A stored credential made ready for calls; its secret is decrypted only when egress sends. */
  async open(stored: StoredCredential): Promise<TenantCredential> {
    const { id, tenant, provider, baseUrl, origin, fields, sealed } = stored;
    if (sealed === null) return { id, tenant, provider, baseUrl, origin, fields, secret: null };
    const key = await this.keys.of(tenant);
    const secret = new TenantSecret(() => readSecretRecord(openRecord(key, sealed, sealContext(stored))));
    return { id, tenant, provider, baseUrl, origin, fields, secret };
  }

  /** A key for one call, kept nowhere; `shown` tells it apart from others as a stored one would. */
  async passThrough(tenant: string, input: NewCredential): Promise<PassedCredential> {
    const checked = checkCredential(input);
    const { secrets, baseUrl, origin, fields } = checked;
    const provider = input.definition.id;
    const place = { id: null, tenant, provider, baseUrl, origin, fields };
    if (secrets === null) return { credential: { ...place, secret: null }, shown: null };
    const fingerprint = fingerprintOf(await this.keys.of(tenant), checked);
    const shown: StoredCredential = {
      ...place,
      id: `passed:${fingerprint}`,
      name: input.definition.name,
      sealed: null,
      version: 1,
      hint: hintOf(secrets),
      fingerprint,
      isDefault: false,
      optimization: null,
      createdAt: new Date(),
      lastUsedAt: null,
    };
    return { credential: { ...place, secret: new TenantSecret(() => secrets) }, shown };
  }
}

export interface PassedCredential {
  readonly credential: TenantCredential;
  /** Null where there is no key. */
  readonly shown: StoredCredential | null;
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
