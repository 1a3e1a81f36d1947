import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { TenantGone } from '../../src/access/tenant-gone.js';
import type { AuditTrail } from '../../src/access/audit-trail.js';
import { RotateKeys } from '../../src/use-cases/rotate-keys.js';
import { CredentialVault } from '../../src/vault/credential-vault.js';
import { DataKeys } from '../../src/vault/data-keys.js';
import type { StoredCredential } from '../../src/vault/credential-store.js';
import { KeyFile } from '../../src/vault/key-file.js';
import type { KeyRing } from '../../src/vault/key-ring.js';
import { rotateKeyEncryption } from '../../src/vault/rotate-key-encryption.js';
import { serverSecret } from '../../src/vault/server-secret.js';
import type { ProviderDefinition } from '../../src/sdk/index.js';
import { InMemoryAuditTrail } from '../support/in-memory-audit-trail.js';
import { InMemoryCredentialStore, InMemoryDataKeyStore } from '../support/in-memory-credential-store.js';
import { keyRing } from '../support/key-ring.js';

const definition: ProviderDefinition = {
  id: 'acme',
  name: 'Acme',
  sdkVersion: 1,
  auth: { kind: 'bearer' },
  baseUrl: 'https://api.acme.example/v1',
  models: [],
  connect: () => {
    throw new Error('never connected here');
  },
};
const secret = 'sk-test-0123456789abcdefghij';

function newVault<Ring extends KeyRing>(ring: Ring, dataKeys = new InMemoryDataKeyStore()) {
  const store = new InMemoryCredentialStore();
  return { store, dataKeys, ring, vault: new CredentialVault(store, new DataKeys(dataKeys, ring)) };
}
const add = (vault: CredentialVault, tenant = 'tenant-1', apiKey = secret) =>
  vault.add(tenant, { definition, apiKey, makeDefault: true });
const reveal = async (vault: CredentialVault, stored: StoredCredential) =>
  (await vault.open(stored)).secret!.openForEgress()['apiKey'];

describe('a rotation', () => {
  it('of the key-encryption key leaves no key under a former version, and no former version', async () => {
    const { vault, dataKeys, ring } = newVault(keyRing());
    const stored = [await add(vault), await add(vault, 'tenant-2', 'sk-other-0123456789abcdef')];
    const secretOfServer = await serverSecret(dataKeys, ring);
    const steps: number[] = [];
    expect(await rotateKeyEncryption(dataKeys, ring, ({ done }) => steps.push(done))).toBe(2);
    expect(steps).toEqual([0, 2]);
    expect(ring.keys.map(({ version }) => version)).toEqual([2]);
    expect(dataKeys.rows.map(({ kekVersion }) => kekVersion)).toEqual([2, 2]);
    const again = newVault(ring, dataKeys).vault;
    expect(await reveal(again, stored[0]!)).toBe(secret);
    expect((await serverSecret(dataKeys, ring)).equals(secretOfServer)).toBe(true);
  });

  it('that broke off goes on with what is left', async () => {
    const { vault, dataKeys, ring } = newVault(keyRing());
    for (const tenant of ['a', 'b', 'c']) await add(vault, tenant);
    const breaking = new Proxy(dataKeys, {
      get: (store, name: keyof InMemoryDataKeyStore) =>
        name === 'rewrap' && store.rows.filter(({ kekVersion }) => kekVersion === 2).length === 2
          ? () => Promise.reject(new Error('The machine ends here.'))
          : store[name],
    });
    await expect(rotateKeyEncryption(breaking, ring, () => undefined)).rejects.toThrow(/ends here/);
    expect(await rotateKeyEncryption(dataKeys, ring, () => undefined)).toBe(2);
    expect(dataKeys.rows.map(({ kekVersion }) => kekVersion)).toEqual([2, 2, 2]);
  });

  it('of the key-encryption key goes past a data key that was altered, and keeps what may yet open it', async () => {
    const { vault, dataKeys, ring } = newVault(keyRing());
    for (const tenant of ['a', 'b', 'c']) await add(vault, tenant);
    const [altered] = dataKeys.rows;
    dataKeys.rows[0] = { ...altered!, wrapped: Buffer.alloc(61, 1) };
    await expect(rotateKeyEncryption(dataKeys, ring, () => undefined)).rejects.toThrow(/1 data keys cannot be opened/);
    expect(dataKeys.rows.map(({ kekVersion }) => kekVersion)).toEqual([1, 2, 2]);
    dataKeys.rows[0] = altered!;
    expect(await rotateKeyEncryption(dataKeys, ring, () => undefined)).toBe(2);
    expect(ring.keys.map(({ version }) => version)).toEqual([2]);
  });

  it('of a data key seals everything anew, and destroys the former', async () => {
    const { vault, store, dataKeys } = newVault(keyRing());
    dataKeys.inUse = (id) => store.rows.some(({ dataKey }) => dataKey === id);
    const stored = await add(vault);
    const run = await vault.add('tenant-1', { definition, apiKey: secret, makeDefault: false, optimization: 'r' });
    await vault.rotateDataKey('tenant-1');
    expect(dataKeys.rows).toHaveLength(1);
    const after = await store.find('tenant-1', stored.id);
    expect(after!.dataKey).not.toBe(stored.dataKey);
    expect(await reveal(vault, after!)).toBe(secret);
    expect(await reveal(vault, (await store.find('tenant-1', run.id))!)).toBe(secret);
    expect((await add(vault)).fingerprint).toBe(after!.fingerprint);
    // What an intruder kept of before opens nothing any more.
    await expect(reveal(newVault(keyRing()).vault, stored)).rejects.toMatchObject({ code: 'CREDENTIAL_UNREADABLE' });
  });
});

describe('servers that share a key file', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'byom-vault-'));
    file = path.join(folder, 'key');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const started = async (dataKeys: InMemoryDataKeyStore) => {
    const ring = await KeyFile.load(file);
    await serverSecret(dataKeys, ring);
    return newVault(ring, dataKeys);
  };

  it('seal nothing under a version that another has retired', async () => {
    const dataKeys = new InMemoryDataKeyStore();
    const [one, other] = [await started(dataKeys), await started(dataKeys)];
    await rotateKeyEncryption(dataKeys, one.ring, () => undefined);
    const stored = await add(other.vault, 'of the other');
    expect(dataKeys.rows.map(({ kekVersion }) => kekVersion)).toEqual([2]);
    expect(await reveal((await started(dataKeys)).vault, stored)).toBe(secret);
  });

  it('wrap anew what was stored after a rotation had looked for it', async () => {
    const dataKeys = new InMemoryDataKeyStore();
    const [one, other] = [await started(dataKeys), await started(dataKeys)];
    const insert = dataKeys.insert.bind(dataKeys);
    dataKeys.insert = async (key) => {
      await rotateKeyEncryption(dataKeys, one.ring, () => undefined);
      return insert(key);
    };
    const stored = await add(other.vault);
    expect(await reveal((await started(dataKeys)).vault, stored)).toBe(secret);
  });

  it('rotate at once, and every key opens with what is left of the file', async () => {
    const dataKeys = new InMemoryDataKeyStore();
    const servers = [await started(dataKeys), await started(dataKeys), await started(dataKeys)];
    const stored = await Promise.all(['a', 'b', 'c'].map((tenant) => add(servers[0]!.vault, tenant)));
    for (let round = 0; round < 5; round++) {
      await Promise.all(servers.map(({ ring }) => rotateKeyEncryption(dataKeys, ring, () => undefined)));
      const { vault } = await started(dataKeys);
      for (const one of stored) expect(await reveal(vault, one)).toBe(secret);
    }
  });

  it('rotate to the version that the operator gave all of them', async () => {
    const dataKeys = new InMemoryDataKeyStore();
    const { ring, vault } = await started(dataKeys);
    await add(vault);
    await appendFile(file, `2 ${Buffer.alloc(32, 7).toString('base64')}\n`);
    expect(await rotateKeyEncryption(dataKeys, ring, () => undefined)).toBe(2);
  });
});

describe('a rotation that the operator asks for', () => {
  const caller = { tenant: { id: 'tenant-1', name: 'One', createdAt: new Date() } };
  const asked = (audit: AuditTrail) => {
    const { vault, dataKeys: store, ring } = newVault(keyRing());
    const rotation = new RotateKeys({
      store,
      ring,
      vault,
      audit,
      clock: { now: Date.now },
      logger: pino({ enabled: false }),
    });
    return { rotation, vault, store };
  };

  it('and that could not be written down stands in the way of no other', async () => {
    const audit = new InMemoryAuditTrail();
    const { rotation } = asked(audit);
    const record = jest.spyOn(audit, 'record').mockRejectedValueOnce(new Error('The database is away.'));
    await expect(rotation.start(caller, 'key-encryption')).rejects.toThrow(/away/);
    expect(record).toHaveBeenCalledTimes(1);
    expect((await rotation.start(caller, 'key-encryption')).finishedAt).toBeNull();
  });

  it('of a tenant that has nothing sealed is NOT_FOUND, and makes it no data key', async () => {
    const { rotation, store } = asked(new InMemoryAuditTrail());
    await expect(rotation.start(caller, 'data', 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect([store.rows, rotation.progress()]).toEqual([[], undefined]);
  });

  it('passes over a tenant that is removed meanwhile', async () => {
    const { rotation, vault } = asked(new InMemoryAuditTrail());
    await add(vault, 'a');
    await add(vault, 'b');
    const rotateDataKey = vault.rotateDataKey.bind(vault);
    vault.rotateDataKey = (tenant) => (tenant === 'a' ? Promise.reject(new TenantGone()) : rotateDataKey(tenant));
    await rotation.start(caller, 'data');
    while (rotation.progress()!.finishedAt === null) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(rotation.progress()).toMatchObject({ total: 2, done: 2, failed: false, unreadable: 0 });
  });
});
