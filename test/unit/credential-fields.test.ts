import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { checkDefinition } from '../../src/plugin-loader/check-definition.js';
import type { ProviderDefinition } from '../../src/sdk/index.js';
import { checkCredential } from '../../src/vault/check-credential.js';
import { CredentialVault } from '../../src/vault/credential-vault.js';
import { DataKeys } from '../../src/vault/data-keys.js';
import { sealRecord } from '../../src/vault/seal-record.js';
import { keyRing } from '../support/key-ring.js';
import { InMemoryCredentialStore, InMemoryDataKeyStore } from '../support/in-memory-credential-store.js';

const field = (name: string, secret: boolean, required = false) => ({ name, label: name, secret, required });
const cloud: ProviderDefinition = {
  id: 'cloud',
  name: 'Cloud',
  sdkVersion: 1,
  auth: [
    { kind: 'bearer', when: { field: 'apiKey' } },
    { kind: 'aws-sigv4', service: 'models', region: 'region', when: { field: 'accessKeyId' } },
  ],
  credentialFields: [
    field('apiKey', true),
    field('accessKeyId', true),
    field('secretAccessKey', true),
    field('sessionToken', true),
    field('region', false, true),
  ],
  baseUrl: 'https://models.{region}.cloud.example/v1',
  baseUrlCustomizable: true,
  models: [{ matches: '*' }],
  connect: () => {
    throw new Error('never connected here');
  },
};
const secrets = {
  accessKeyId: 'AKIAcanary0123456789',
  secretAccessKey: 'canary/secret+access/key0123456789',
  sessionToken: 'canary-session-token-0123456789',
};
const given = { definition: cloud, fields: { ...secrets, region: 'eu-west-1' } };

function newVault() {
  const keys = new DataKeys(new InMemoryDataKeyStore(), keyRing());
  const store = new InMemoryCredentialStore();
  return { store, keys, vault: new CredentialVault(store, keys) };
}

describe('a credential of several secret fields', () => {
  it('is sealed as one, and none of them is anywhere in the open', async () => {
    const { vault, store } = newVault();
    const stored = await vault.add('tenant-1', { ...given, makeDefault: true });
    expect(stored).toMatchObject({
      origin: 'https://models.eu-west-1.cloud.example',
      baseUrl: 'https://models.eu-west-1.cloud.example/v1',
      fields: { region: 'eu-west-1' },
      hint: '6789',
    });
    const row = Buffer.concat([stored.sealed!, Buffer.from(JSON.stringify({ ...store.rows[0], sealed: null }))]);
    const opened = await vault.open(stored);
    for (const secret of Object.values(secrets)) {
      expect(row.indexOf(secret)).toBe(-1);
      expect(inspect(opened, { depth: 10, showHidden: true }) + JSON.stringify(opened)).not.toContain(secret);
    }
    expect(opened.secret!.openForEgress()).toEqual(secrets);
    const passed = await vault.passThrough('tenant-1', given);
    expect(passed.credential.secret!.openForEgress()).toEqual(secrets);
    expect(passed.shown).toMatchObject({ hint: '6789', fingerprint: stored.fingerprint });
  });

  it('opens nowhere but where it was sealed, and not after a bit is flipped', async () => {
    const { vault } = newVault();
    const stored = await vault.add('tenant-1', { ...given, makeDefault: true });
    const sealed = Buffer.from(stored.sealed!);
    sealed[sealed.length - 1]! ^= 1;
    for (const change of [{ origin: 'https://models.us-east-1.cloud.example' }, { provider: 'other' }, { sealed }]) {
      const { secret } = await vault.open({ ...stored, ...change });
      expect(() => secret!.openForEgress()).toThrow(expect.objectContaining({ code: 'CREDENTIAL_UNREADABLE' }));
    }
  });

  it('has another fingerprint where any of them differs', async () => {
    const { vault } = newVault();
    const of = async (changes: object) => {
      const fields = { ...given.fields, ...changes };
      return (await vault.passThrough('tenant-1', { definition: cloud, fields })).shown!.fingerprint;
    };
    const first = await of({});
    const others = [await of({ secretAccessKey: 'another-secret-access-key' }), await of({ sessionToken: null })];
    expect(new Set([first, ...others]).size).toBe(3);
    expect(await of({ region: 'us-east-1' })).toBe(first);
  });
});

it('a record of a key alone, as the first servers sealed it, still opens', async () => {
  const { vault, keys } = newVault();
  const stored = await vault.add('tenant-1', { ...given, makeDefault: true });
  const context = ['byom credential', 'tenant-1', stored.id, '1', 'cloud', stored.origin];
  const sealed = sealRecord((await keys.current('tenant-1')).key, Buffer.from('sk-canary-0123456789'), context);
  const opened = await vault.open({ ...stored, sealed });
  expect(opened.secret!.openForEgress()).toEqual({ apiKey: 'sk-canary-0123456789' });
});

describe('what a credential must hold', () => {
  const refused = (fields: Record<string, unknown>, more: object = {}) => {
    try {
      checkCredential({ definition: cloud, fields: fields as never, ...more });
    } catch (error) {
      expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
      expect(String(error)).not.toContain('canary');
      return (error as Error).message;
    }
    return undefined;
  };
  const region = 'eu-west-1';

  it('is one way to authenticate, whole', () => {
    expect(refused({ region })).toBe('A credential for cloud needs apiKey or accessKeyId.');
    expect(refused({ region, accessKeyId: 'AKIAcanary' })).toMatch(/^secretAccessKey is required/);
    expect(refused({ region, secretAccessKey: 'canary' })).toBe('A credential for cloud needs apiKey or accessKeyId.');
    expect(refused({ region, apiKey: 'canary-key' })).toBeUndefined();
    expect(refused({ region }, { apiKey: 'canary-key' })).toBeUndefined();
    expect(refused({ ...secrets, region, sessionToken: undefined })).toBeUndefined();
    expect(refused({ ...secrets, region, sessionToken: 'canary\n' })).toMatch(/^sessionToken holds a line break/);
    expect(refused({ ...secrets, region, secretAccessKey: 7 })).toBe('secretAccessKey must be text.');
  });

  it('is a place that cannot lead out of its host', () => {
    expect(refused({ apiKey: 'canary-key' })).toMatch(/^region is required/);
    for (const place of ['canary.evil.example/', 'a.b', 'a/b', 'a@b', 'a:1', '', '-a', 'a#', 'ä', 'x'.repeat(64)]) {
      expect(refused({ apiKey: 'canary-key', region: place })).toMatch(/^region is part of the address/);
    }
    expect(refused({ apiKey: 'canary-key', region: 'any' }, { baseUrl: 'https://vpc.example' })).toBeUndefined();
  });
});

describe('a plugin that declares how to authenticate', () => {
  const reason = (changes: object) => {
    try {
      checkDefinition({ ...cloud, ...changes });
    } catch (error) {
      return (error as Error).message;
    }
    return undefined;
  };
  const hmac = {
    kind: 'hmac',
    algorithm: 'sha256',
    secret: 'apiKey',
    signs: '{body}',
    headers: { 'x-s': '{signature}' },
  };

  it('is taken where its fields fit', () => {
    expect(reason({})).toBeUndefined();
    expect(reason({ auth: hmac })).toBeUndefined();
  });

  it.each<[string, object, RegExp]>([
    ['a key in the URL', { auth: { kind: 'query', name: 'key' } }, /auth.kind: .*a key in a URL ends up in logs/],
    ['no way at all', { auth: [] }, /auth: /],
    ['an unknown field', { auth: { kind: 'bearer', field: 'token' } }, /must hold a field token, which auth sends/],
    [
      'a secret in the open',
      { credentialFields: [field('apiKey', false), ...cloud.credentialFields!.slice(1)] },
      /must declare apiKey as secret/,
    ],
    ['a secret region', { auth: [{ kind: 'aws-sigv4', service: 's', region: 'apiKey' }] }, /apiKey as not secret/],
    ['a secret in the host', { baseUrl: 'https://{apiKey}.example' }, /must hold apiKey, not secret/],
    ['an unknown choice', { auth: [{ kind: 'bearer', when: { field: 'x' } }] }, /must hold the field x/],
    [
      'a signature that is not sent',
      { auth: { ...hmac, headers: { 'x-s': '{keyId}' } } },
      /must hold the \{signature\}/,
    ],
    ['a place that is none', { auth: { ...hmac, signs: '{secret}' } }, /may hold only these places/],
    ['a header of the connection', { auth: { kind: 'header', name: 'Host' } }, /may carry a key/],
    ['a local address with a field', { local: true }, /may hold no field/],
  ])('is refused with %s', (_, changes, why) => {
    expect(reason(changes)).toMatch(why);
  });
});
