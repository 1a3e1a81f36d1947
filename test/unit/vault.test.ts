import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CachedCredentialStore } from '../../src/vault/cached-credential-store.js';
import { checkSecret } from '../../src/vault/check-secret.js';
import type { StoredCredential } from '../../src/vault/credential-store.js';
import { CredentialVault } from '../../src/vault/credential-vault.js';
import { DataKeys, type DataKey } from '../../src/vault/data-keys.js';
import { KeyFile } from '../../src/vault/key-file.js';
import { openRecord, sealRecord } from '../../src/vault/seal-record.js';
import { serverSecret } from '../../src/vault/server-secret.js';
import type { ProviderDefinition } from '../../src/sdk/index.js';
import { keyRing } from '../support/key-ring.js';
import { InMemoryCredentialStore, InMemoryDataKeyStore } from '../support/in-memory-credential-store.js';

const definition: ProviderDefinition = {
  id: 'acme',
  name: 'Acme',
  sdkVersion: 1,
  auth: { kind: 'bearer' },
  baseUrl: 'https://api.acme.example/v1',
  baseUrlCustomizable: true,
  models: [],
  connect: () => {
    throw new Error('never connected here');
  },
};
const secret = 'sk-test-0123456789abcdefghij';

function newVault(ring = keyRing(), dataKeys = new InMemoryDataKeyStore()) {
  const store = new InMemoryCredentialStore();
  const keys = new DataKeys(dataKeys, ring);
  return { store, keys, dataKeys, ring, vault: new CredentialVault(store, keys) };
}
const add = (vault: CredentialVault, tenant = 'tenant-1', apiKey = secret) =>
  vault.add(tenant, { definition, apiKey, makeDefault: true });
const reveal = async (vault: CredentialVault, stored: StoredCredential) =>
  (await vault.open(stored)).secret!.openForEgress()['apiKey'];

describe('a stored credential', () => {
  it('opens to the key that was sealed, and holds it nowhere in the open', async () => {
    const { vault, store } = newVault();
    const stored = await add(vault);
    expect(await reveal(vault, stored)).toBe(secret);
    expect(stored).toMatchObject({ origin: 'https://api.acme.example', hint: 'ghij', isDefault: true });
    const row = Buffer.concat([stored.sealed!, Buffer.from(JSON.stringify({ ...store.rows[0], sealed: null }))]);
    expect(row.includes(secret)).toBe(false);
  });

  it('is unreadable after any single bit of it is flipped', async () => {
    const { vault } = newVault();
    const stored = await add(vault);
    const bits = stored.sealed!.length * 8;
    for (let bit = 0; bit < bits; bit++) {
      const sealed = Buffer.from(stored.sealed!);
      sealed[bit >> 3]! ^= 1 << (bit & 7);
      await expect(reveal(vault, { ...stored, sealed })).rejects.toMatchObject({ code: 'CREDENTIAL_UNREADABLE' });
    }
  });

  it('is unreadable when cut short, down to a short tag', async () => {
    const { vault } = newVault();
    const stored = await add(vault);
    for (let length = 0; length < stored.sealed!.length; length++) {
      const sealed = stored.sealed!.subarray(0, length);
      await expect(reveal(vault, { ...stored, sealed })).rejects.toMatchObject({ code: 'CREDENTIAL_UNREADABLE' });
    }
  });

  it('is unreadable with a tag of a few bytes, which could be guessed', () => {
    const key = createSecretKey(randomBytes(32));
    const empty = sealRecord(key, Buffer.alloc(0), ['context']);
    expect(openRecord(key, empty, ['context'])).toHaveLength(0);
    for (const length of [4, 8, 12, 15]) {
      expect(() => openRecord(key, empty.subarray(0, 1 + 12 + length), ['context'])).toThrow(/cannot be opened/);
    }
  });

  it('is unreadable under another tenant, even under one data key', async () => {
    const one: DataKey = { id: randomUUID(), key: createSecretKey(randomBytes(32)) };
    const shared = { current: async () => one, find: async () => one } as unknown as DataKeys;
    const vault = new CredentialVault(new InMemoryCredentialStore(), shared);
    const stored = await add(vault);
    expect(await reveal(vault, stored)).toBe(secret);
    const moved = { ...stored, tenant: 'tenant-2' };
    await expect(reveal(vault, moved)).rejects.toMatchObject({ code: 'CREDENTIAL_UNREADABLE' });
  });

  it('is unreadable under another tenant, id, provider, origin or version', async () => {
    const { vault } = newVault();
    const stored = await add(vault);
    await add(vault, 'tenant-2');
    const other = await add(vault, 'tenant-1', 'sk-another-key-0123456789');
    const moved: Partial<StoredCredential>[] = [
      { tenant: 'tenant-2' },
      { id: other.id },
      { provider: 'evil' },
      { origin: 'https://evil.example' },
      { version: 2 },
      { sealed: other.sealed },
    ];
    for (const change of moved) {
      await expect(reveal(vault, { ...stored, ...change })).rejects.toMatchObject({ code: 'CREDENTIAL_UNREADABLE' });
    }
  });

  it('never seals the same bytes twice, and tells equal keys of one tenant by their fingerprint', async () => {
    const { vault } = newVault();
    const [one, two, foreign] = [await add(vault), await add(vault), await add(vault, 'tenant-2')];
    expect(one.sealed!.equals(two.sealed!)).toBe(false);
    expect(one.fingerprint).toBe(two.fingerprint);
    expect(one.fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect(foreign.fingerprint).not.toBe(one.fingerprint);
  });

  it('shows no hint of a short key', async () => {
    const { vault } = newVault();
    expect((await add(vault, 'tenant-1', 'sk-0123456789abcdef')).hint).toBeNull();
  });

  it('given for one run is never the default', async () => {
    const { vault, store } = newVault();
    const input = { definition, apiKey: secret, makeDefault: true, optimization: 'run-1' };
    expect((await vault.add('tenant-1', input)).isDefault).toBe(false);
    expect(await store.findDefault('tenant-1', 'acme')).toBeUndefined();
    expect(await reveal(vault, (await store.ofOptimization('tenant-1', 'run-1'))[0]!)).toBe(secret);
  });

  it('keeps a tenant readable when two data keys are made at once', async () => {
    const ring = keyRing();
    const dataKeys = new InMemoryDataKeyStore();
    const [a, b] = [newVault(ring, dataKeys), newVault(ring, dataKeys)];
    const [one, two] = await Promise.all([add(a.vault), add(b.vault)]);
    expect(await reveal(b.vault, one)).toBe(secret);
    expect(await reveal(a.vault, two)).toBe(secret);
  });
});

describe('a secret in memory', () => {
  it('shows nothing when printed, serialised or inspected', async () => {
    const { vault } = newVault();
    const passed = await vault.passThrough('tenant-1', { definition, apiKey: secret });
    for (const credential of [passed.credential, await vault.open(await add(vault))]) {
      const shown = [
        inspect(credential, { depth: 10, showHidden: true }),
        JSON.stringify(credential),
        String(credential.secret),
        Object.keys(credential.secret!).join(),
      ].join('\n');
      expect(shown).not.toContain(secret);
      expect(shown).not.toContain(Buffer.from(secret).toString('base64'));
      expect(credential.secret!.openForEgress()).toEqual({ apiKey: secret });
    }
  });
});

describe('what a customer gives', () => {
  it('is refused where it cannot be a header, without a character of it in the message', () => {
    const bad = fc.oneof(
      fc.constantFrom(
        '',
        ' key',
        'key ',
        'a\nb',
        'a\r\nX-Evil: 1',
        'a\u0000b',
        'a\u0085b',
        'ключ',
        '密钥',
        '🔑',
        '\tkey',
      ),
      fc.string({ minLength: 4_097, maxLength: 5_000 }),
      fc
        .tuple(fc.string(), fc.constantFrom('\n', '\r', '\u0000', '\u007f', '\u2028', '\ud800'), fc.string())
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(bad, (value) => {
        let message = '';
        try {
          checkSecret(value, 'apiKey');
        } catch (error) {
          expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
          message = (error as Error).message;
        }
        expect(message).toMatch(/^apiKey [a-z0-9 ,]+\.$/);
      }),
    );
  });

  it('is taken where a header can carry it, unchanged', () => {
    const latin1 = fc.string({
      unit: fc
        .integer({ min: 0x21, max: 0xff })
        .filter((code) => code < 0x7f || code > 0xa0)
        .map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 4_096,
    });
    fc.assert(fc.property(latin1, (value) => checkSecret(value, 'apiKey') === value));
  });

  it('is held against what the provider declares', async () => {
    const { vault } = newVault();
    const attempt = (input: object) => vault.add('tenant-1', { definition, makeDefault: true, ...input });
    await expect(attempt({})).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('apiKey'),
    });
    await expect(attempt({ apiKey: secret, fields: { organisation: 'x' } })).rejects.toThrow(
      /organisation is not part/,
    );
    await expect(attempt({ apiKey: secret, fields: { 'a b\n': secret } })).rejects.toThrow(/^A field is not part/);
    await expect(attempt({ apiKey: secret, baseUrl: 'nonsense' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(attempt({ apiKey: secret, baseUrl: 'https://user:pass@host' })).rejects.toMatchObject({
      code: 'ENDPOINT_BLOCKED',
    });
    const started = performance.now();
    await expect(attempt({ apiKey: secret, baseUrl: `https://host/${'/'.repeat(60_000)}x` })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'baseUrl is longer than 2000 characters.',
    });
    expect(performance.now() - started).toBeLessThan(500);
    const fixed = { ...definition, baseUrlCustomizable: false };
    await expect(attempt({ definition: fixed, apiKey: secret, baseUrl: 'https://evil.example' })).rejects.toMatchObject(
      {
        code: 'BAD_USER_INPUT',
      },
    );
    expect((await attempt({ apiKey: secret, baseUrl: 'https://HOST.example:443/v1//' })).baseUrl).toBe(
      'https://host.example/v1',
    );
  });
});

describe('the key file', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'byom-vault-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('is made once, for its owner alone, and read again', async () => {
    const file = path.join(folder, 'new', 'key');
    const made = await Promise.all(Array.from({ length: 8 }, () => KeyFile.load(file)));
    const record = sealRecord((await made[0]!.current()).key, Buffer.from('text'), ['context']);
    for (const ring of [...made, await KeyFile.load(file)]) {
      expect(openRecord((await ring.current()).key, record, ['context']).toString()).toBe('text');
    }
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(path.dirname(file))).toEqual(['key']);
  });

  it('is refused where others may read it, or where it is no key', async () => {
    const file = path.join(folder, 'key');
    await KeyFile.load(file);
    for (const mode of [0o640, 0o604, 0o660]) {
      await chmod(file, mode);
      await expect(KeyFile.load(file)).rejects.toThrow(/chmod 600/);
    }
    await writeFile(file, 'c2hvcnQ=\n');
    await chmod(file, 0o600);
    await expect(KeyFile.load(file)).rejects.toThrow(/32 bytes/);
  });

  it('is told from a wrong one at start', async () => {
    const { dataKeys, ring } = newVault();
    const secret = await serverSecret(dataKeys, ring);
    expect((await serverSecret(dataKeys, ring)).equals(secret)).toBe(true);
    await expect(serverSecret(dataKeys, keyRing())).rejects.toMatchObject({ code: 'CREDENTIAL_UNREADABLE' });
  });

  it('opens no data key that was moved to another tenant', async () => {
    const { keys, dataKeys } = newVault();
    await keys.current('tenant-1');
    dataKeys.rows.push({ ...dataKeys.rows[0]!, tenant: 'tenant-2' });
    await expect(keys.current('tenant-2')).rejects.toMatchObject({ code: 'CREDENTIAL_UNREADABLE' });
  });
});

describe('contexts of a sealed record', () => {
  it('are one only where every part is', async () => {
    const { key } = await keyRing().current();
    // Of characters that could be taken for a length.
    const part = fc.string({ unit: fc.constantFrom('a', '\u0000', '\u0001'), maxLength: 6 });
    const context = fc.array(part, { maxLength: 3 });
    fc.assert(
      fc.property(context, context, (sealed, opened) => {
        const record = sealRecord(key, Buffer.from('text'), sealed);
        const same = JSON.stringify(sealed) === JSON.stringify(opened);
        if (same) expect(openRecord(key, record, opened).toString()).toBe('text');
        else expect(() => openRecord(key, record, opened)).toThrow(/cannot be opened/);
      }),
      { examples: [[['a', 'b'], ['a\u0000\u0000\u0000\u0000b']]] },
    );
  });
});

describe('the cached store', () => {
  it('sees a removal and a new default of its own at once, and those of others within a second', async () => {
    const { vault, store } = newVault();
    let now = 1_000;
    const cached = new CachedCredentialStore(store, { now: () => now });
    const first = await add(vault);
    expect((await cached.findDefault('tenant-1', 'acme'))!.id).toBe(first.id);
    const { createdAt: _1, lastUsedAt: _2, ...row } = first;
    await cached.insert({ ...row, id: 'second' });
    expect((await cached.findDefault('tenant-1', 'acme'))!.id).toBe('second');
    await cached.remove('tenant-1', 'second');
    expect(await cached.findDefault('tenant-1', 'acme')).toBeUndefined();
    store.rows = [];
    expect(await cached.find('tenant-1', first.id)).toBeUndefined();
    await add(vault);
    now += 1_001;
    expect(await cached.findDefault('tenant-1', 'acme')).toBeDefined();
    expect(await cached.findDefault('tenant-2', 'acme')).toBeUndefined();
  });
});
