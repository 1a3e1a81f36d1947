import { createHmac, randomUUID, type KeyObject } from 'node:crypto';
import { checkCredential, type CheckedCredential, type NewCredential } from './credential-input.js';
import type { CredentialStore, StoredCredential } from './credential-store.js';
import type { DataKeys } from './data-keys.js';
import { deriveKey } from './key-file.js';
import { openRecord, sealRecord } from './sealed-record.js';
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
    const { secret } = checked;
    return this.store.insert({
      ...identity,
      name: input.name ?? input.definition.name,
      baseUrl: checked.baseUrl,
      fields: checked.fields,
      sealed: secret === null ? null : sealRecord(key, Buffer.from(secret, 'utf8'), sealContext(identity)),
      hint: secret !== null && secret.length >= 20 ? secret.slice(-4) : null,
      fingerprint: fingerprintOf(key, checked),
      isDefault: input.makeDefault,
      optimization: input.optimization ?? null,
    });
  }

  /** A stored credential made ready for calls; its secret is decrypted only when egress sends. */
  async open(stored: StoredCredential): Promise<TenantCredential> {
    const { id, tenant, provider, baseUrl, origin, fields, sealed } = stored;
    if (sealed === null) return { id, tenant, provider, baseUrl, origin, fields, secret: null };
    const key = await this.keys.of(tenant);
    const secret = new TenantSecret(() => openRecord(key, sealed, sealContext(stored)).toString('utf8'));
    return { id, tenant, provider, baseUrl, origin, fields, secret };
  }

  /** A key for one call, kept nowhere. */
  passThrough(tenant: string, input: NewCredential): TenantCredential {
    const { secret, ...rest } = checkCredential(input);
    return {
      id: null,
      tenant,
      provider: input.definition.id,
      ...rest,
      secret: secret === null ? null : new TenantSecret(() => secret),
    };
  }
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
function fingerprintOf(dataKey: KeyObject, { secret, origin }: CheckedCredential): string {
  const mac = createHmac('sha256', deriveKey(dataKey, 'fingerprint'));
  return mac
    .update(secret === null ? `no secret, ${origin}` : `secret ${secret}`)
    .digest('hex')
    .slice(0, 32);
}
