import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { Authenticator } from '../../src/access/authenticator.js';
import { IssueToken } from '../../src/use-cases/issue-token.js';
import { CachedCredentialStore } from '../../src/vault/cached-credential-store.js';
import { DataKeys } from '../../src/vault/data-keys.js';
import { InMemoryAccessStore } from '../support/in-memory-access-store.js';
import { InMemoryCredentialStore, InMemoryDataKeyStore } from '../support/in-memory-credential-store.js';
import { keyRing } from '../support/key-ring.js';

const hour = 3_600_000;
const start = Date.UTC(2030, 0, 1);
afterEach(() => void jest.restoreAllMocks());

describe.each([
  ['an hour back', -hour],
  ['an hour ahead', hour],
])('a clock that is put %s', (_, step) => {
  test('lets no revoked token go on', async () => {
    let now = start;
    const access = new InMemoryAccessStore();
    const key = createSecretKey(randomBytes(32));
    const authenticator = new Authenticator(access, key, { now: () => now });
    const tenant = await access.createTenant({ id: randomUUID(), name: 'One' });
    const { token, accessToken } = await new IssueToken({ access, key }).run(tenant.id);
    await authenticator.authenticate(`Bearer ${token}`);
    // By another replica, from which nothing was heard.
    await access.revokeToken(tenant.id, accessToken.id);
    now += step;
    await expect(authenticator.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('lets no removed credential go on', async () => {
    let now = start;
    const store = new InMemoryCredentialStore();
    const cached = new CachedCredentialStore(store, { now: () => now });
    expect(await cached.find('tenant', 'removed')).toBeUndefined();
    const find = jest.spyOn(store, 'find');
    now += step;
    await cached.find('tenant', 'removed');
    expect(find).toHaveBeenCalledTimes(1);
  });

  test('lets no replaced data key go on', async () => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(start);
    const store = new InMemoryDataKeyStore();
    const ring = keyRing();
    const [here, there] = [new DataKeys(store, ring), new DataKeys(store, ring)];
    const former = await here.current('tenant');
    const next = await there.replace('tenant');
    expect(next.id).not.toBe(former.id);
    clock.mockReturnValue(start + step);
    expect((await here.current('tenant')).id).toBe(next.id);
  });
});

test('a clock that is put elsewhere keeps no lease of jobs, keys or runs, which go by the database’s', () => {
  const folder = path.join(import.meta.dirname, '../../src');
  const files = ['postgres', 'jobs', 'calls'].flatMap((name) =>
    readdirSync(path.join(folder, name), { recursive: true, encoding: 'utf8' }).map((file) => `${name}/${file}`),
  );
  const byOwnClock = files.filter(
    (file) =>
      file.endsWith('.ts') &&
      readFileSync(path.join(folder, file), 'utf8')
        .split('\n')
        .some((line) => /lease|until|fresh|expire/i.test(line) && /Date\.now\(|new Date\(/.test(line)),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(byOwnClock).toEqual([]);
});
