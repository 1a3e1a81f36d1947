import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newAccessToken, prefixOf } from '../../src/access/access-token.js';
import { Authenticator } from '../../src/access/authenticator.js';
import { Authenticate } from '../../src/use-cases/authenticate.js';
import { IssueToken } from '../../src/use-cases/issue-token.js';
import { InMemoryAccessStore } from '../support/in-memory-access-store.js';

const key = createSecretKey(randomBytes(32));
let access: InMemoryAccessStore;
let now = 0;
let authenticator: Authenticator;
const forNewTenant = async (name: string) => {
  const tenant = await access.createTenant({ id: randomUUID(), name });
  return { tenant, ...(await new IssueToken({ access, key }).run(tenant.id)) };
};
beforeEach(() => {
  access = new InMemoryAccessStore();
  authenticator = new Authenticator(access, key, { now: () => now });
});

describe('a token', () => {
  it('tells its tenant, and is kept only as a digest', async () => {
    const one = await forNewTenant('One');
    const two = await forNewTenant('Two');
    expect((await authenticator.authenticate(`Bearer ${one.token}`)).tenant.id).toBe(one.tenant.id);
    expect((await authenticator.authenticate(`bearer ${two.token} `)).tenant.name).toBe('Two');
    const rows = access.added.map((row) => JSON.stringify({ ...row, digest: row.digest.toString('latin1') })).join();
    for (const { token } of [one, two]) expect(rows).not.toContain(token.split('_').slice(2).join('_'));
  });

  it('is looked up once in some seconds, and again after them', async () => {
    const { token } = await forNewTenant('One');
    for (let time = 0; time < 20; time++) await authenticator.authenticate(`Bearer ${token}`);
    expect(access.lookUps).toBe(1);
    now += 5_001;
    access.added.length = 0;
    await expect(authenticator.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('has 256 random bits, and a prefix that tells nothing of them', () => {
    const made = Array.from({ length: 2_000 }, newAccessToken);
    const secrets = made.map(({ token, prefix }) => {
      expect(prefixOf(token)).toBe(prefix);
      expect(token.startsWith(`byom_${prefix}_`)).toBe(true);
      const text = token.slice(`byom_${prefix}_`.length);
      expect(text).not.toContain(prefix);
      return Buffer.from(text, 'base64url');
    });
    expect(new Set(secrets.map((bytes) => bytes.length))).toEqual(new Set([32]));
    expect(new Set(secrets.map((bytes) => bytes.toString('hex'))).size).toBe(made.length);
    expect(new Set(made.map(({ prefix }) => prefix)).size).toBe(made.length);
    // Every single bit is a coin: of 2,000 throws 1,000 ± 7 standard deviations.
    for (let bit = 0; bit < 256; bit++) {
      const ones = secrets.filter((bytes) => (bytes[bit >> 3]! >> (bit & 7)) & 1).length;
      expect(Math.abs(ones - 1_000)).toBeLessThan(157);
    }
  });

  it('is held against its digest in constant time', () => {
    // What a clock could tell, no test can hold still: the one comparison of digests is looked at instead.
    const folder = path.join(import.meta.dirname, '../../src/access');
    const text = readdirSync(folder)
      .map((file) => readFileSync(path.join(folder, file), 'utf8'))
      .join('\n');
    expect(text.match(/timingSafeEqual\(row\.digest, digest\)/g)).toHaveLength(1);
    expect(text).not.toMatch(/digest\.equals|digest ===|=== digest(?!\.length)|compare\(|toString\([^)]*\) ===/);
  });

  it('ends at its moment, also where it is known already', async () => {
    now = 1_000;
    const { id } = await access.createTenant({ id: randomUUID(), name: 'One' });
    const { token } = await new IssueToken({ access, key }).run(id, { expiresAt: new Date(4_000) });
    for (now of [1_000, 3_999]) expect((await authenticator.authenticate(`Bearer ${token}`)).tenant.id).toBe(id);
    expect(access.lookUps).toBe(1);
    now = 4_000;
    await expect(authenticator.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('that is not one of ours is refused', async () => {
    const { token } = await forNewTenant('One');
    const end = token.at(-2) === 'A' ? 'B' : 'A';
    const wrong = [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      token,
      `Basic ${token}`,
      `Bearer ${token}x`,
      `Bearer ${token.slice(0, -1)}`,
      `Bearer ${token.slice(0, -2)}${end}${token.at(-1)}`,
      `Bearer ${token} ${token}`,
      "Bearer ' OR 1=1 --",
      'Bearer byom_%_x',
      `Bearer ${token.toUpperCase()}`,
      `Bearer byom_000000000000_${token.split('_').slice(2).join('_')}`,
    ];
    for (const header of wrong) {
      await expect(authenticator.authenticate(header)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        await expect(authenticator.authenticate(`Bearer ${text}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
      }),
    );
  });

  it('of another server’s key is refused', async () => {
    const { tenant } = await forNewTenant('One');
    const { token } = await new IssueToken({ access, key: createSecretKey(randomBytes(32)) }).run(tenant.id);
    await expect(authenticator.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

it('a caller carries the header’s key, where there is one', async () => {
  const { token, accessToken, tenant } = await forNewTenant('One');
  const authenticate = new Authenticate({ authenticator });
  expect(await authenticate.run({ authorization: `Bearer ${token}` })).toEqual({
    tenant,
    token: { id: accessToken.id, scopes: ['read', 'run', 'credentials', 'admin'] },
  });
  expect((await authenticate.run({ authorization: `Bearer ${token}`, providerKey: 'k' })).headerKey).toBe('k');
});
