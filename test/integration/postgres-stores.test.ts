import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase, type Database } from '../../src/postgres/open-database.js';
import { PostgresAccessStore } from '../../src/postgres/postgres-access-store.js';
import { PostgresCredentialStore } from '../../src/postgres/postgres-credential-store.js';
import { PostgresDataKeyStore } from '../../src/postgres/postgres-data-key-store.js';
import { PostgresDatasetStore } from '../../src/postgres/postgres-dataset-store.js';
import { PostgresIdempotencyStore } from '../../src/postgres/postgres-idempotency-store.js';
import { PostgresLedger } from '../../src/postgres/postgres-ledger.js';
import { PostgresOptimizationStore } from '../../src/postgres/postgres-optimization-store.js';
import { PostgresPromptStore } from '../../src/postgres/postgres-prompt-store.js';
import { credentialRow } from '../support/credential-row.js';
import { datasetStoreAudits } from '../support/port-audits/dataset-store-audits.js';
import { idempotencyStoreAudits } from '../support/port-audits/idempotency-store-audits.js';
import { optimizationPauseAudits } from '../support/port-audits/optimization-pause-audits.js';
import { optimizationStoreAudits } from '../support/port-audits/optimization-store-audits.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { inspectDatabase } from '../support/inspect-database.js';

let fresh: TestDatabase;
let one: Database;
let two: Database;
beforeAll(async () => {
  fresh = await createTestDatabase();
  [one, two] = await Promise.all([openDatabase(fresh.url), openDatabase(fresh.url)]);
});
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
  await fresh.drop();
});

describe('idempotency', () => {
  for (const { name, run } of idempotencyStoreAudits) {
    test(name, () =>
      run({
        store: new PostgresIdempotencyStore(one),
        other: new PostgresIdempotencyStore(two),
        die: ({ key }) =>
          inspectDatabase(fresh.url, 'update idempotency_keys set lease_until = now() where key = $1', [key]),
      }),
    );
  }

  test('a process that lives keeps its keys for longer than a lease, and one that ends gives them away at once', async () => {
    const key = { tenant: 'tenant-lease', operation: 'generate', key: randomUUID() };
    const [store, other] = [new PostgresIdempotencyStore(one, 1_000), new PostgresIdempotencyStore(two, 1_000)];
    await store.begin(key, 'hash', 'call-1');
    for (const until = Date.now() + 2_500; Date.now() < until; await sleep(50)) {
      expect(await other.begin(key, 'hash', 'call-2')).toEqual({ kind: 'running' });
    }
    await store.close();
    expect(await other.begin(key, 'hash', 'call-2')).toEqual({ kind: 'orphaned', call: 'call-1' });
    // What it ended itself is not held any more.
    await other.finish(key, 1);
    expect(await store.begin(key, 'hash', 'call-3')).toEqual({ kind: 'done', result: 1 });
  });

  test('a key whose result could not be kept is taken over after a lease, though its process goes on with others', async () => {
    const key = (name: string) => ({ tenant: 'tenant-lost', operation: 'generate', key: name });
    let fails = false;
    const broken: Database = {
      ...one,
      ofTenant: (...asked) => (fails ? Promise.reject(new Error('cut')) : one.ofTenant(...asked)),
    };
    const [store, other] = [new PostgresIdempotencyStore(broken, 400), new PostgresIdempotencyStore(two, 400)];
    for (const name of ['busy', 'ended', 'left']) await store.begin(key(name), 'hash', `call-${name}`);
    fails = true;
    await expect(store.finish(key('ended'), 1)).rejects.toThrow('cut');
    fails = false;
    store.leave(key('left'));
    await sleep(650);
    for (const name of ['ended', 'left']) {
      expect(await other.begin(key(name), 'hash', 'call-2')).toEqual({ kind: 'orphaned', call: `call-${name}` });
    }
    expect(await other.begin(key('busy'), 'hash', 'call-2')).toEqual({ kind: 'running' });
    await Promise.all([store.close(), other.close()]);
  });

  test('results of two days ago are forgotten, those of one day ago are not', async () => {
    const key = (name: string) => ({ tenant: 'tenant-old', operation: 'generate', key: name });
    const before = new PostgresIdempotencyStore(one);
    for (const name of ['a', 'b']) {
      await before.begin(key(name), 'h', 'call');
      await before.finish(key(name), 1);
    }
    await inspectDatabase(
      fresh.url,
      `update idempotency_keys set lease_until = now() - interval '25 hours',
       created_at = now() - case key when 'a' then interval '49 hours' else interval '25 hours' end
       where tenant = 'tenant-old'`,
    );
    await new PostgresIdempotencyStore(two).begin(key('c'), 'h', 'call');
    let kept = 3;
    for (let n = 0; n < 100 && kept === 3; n += 1) {
      await sleep(10);
      kept =
        (await inspectDatabase(fresh.url, `select from idempotency_keys where tenant = 'tenant-old'`)).rowCount ?? 0;
    }
    expect(await before.begin(key('b'), 'h', 'call')).toEqual({ kind: 'done', result: 1 });
    expect(await before.begin(key('a'), 'h', 'call')).toMatchObject({ kind: 'first' });
  });
});

describe('datasets', () => {
  for (const { name, run } of datasetStoreAudits) test(name, () => run(new PostgresDatasetStore(one)));
});

describe('optimizations', () => {
  for (const { name, run } of [...optimizationStoreAudits, ...optimizationPauseAudits]) {
    test(name, async () => {
      const limits = { maxCalls: null, maxTaskCalls: null, maxUsd: null, maxTokens: null };
      const ledger = new PostgresLedger(one);
      await run({
        store: new PostgresOptimizationStore(one),
        other: new PostgresOptimizationStore(two),
        own: async (tenant, job) => (await ledger.takeOver({ tenant, job, limits })).epoch,
      });
    });
  }

  test('a watcher hears again after its connection broke, also of what changed meanwhile', async () => {
    const store = new PostgresOptimizationStore(one);
    const heard: string[] = [];
    const stop = await store.watch('opt-x', () => heard.push('change'));
    const { rowCount } = await inspectDatabase(
      fresh.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'byom changes' and datname = current_database()`,
    );
    expect(rowCount).toBeGreaterThan(0);
    while (heard.length === 0) await sleep(5);
    const before = heard.length;
    await inspectDatabase(fresh.url, `select pg_notify('byom_changes', 'opt-x')`);
    while (heard.length === before) await sleep(5);
    stop();
  });
});

describe('credentials', () => {
  test('the newest default of a provider is the only one, also of many at once', async () => {
    const stores = [new PostgresCredentialStore(one), new PostgresCredentialStore(two)];
    const tenant = randomUUID();
    const made = Array.from({ length: 8 }, () => credentialRow(tenant));
    await Promise.all(made.map((each, n) => stores[n % 2]!.insert(each)));
    const listed = await stores[0]!.list(tenant);
    expect(listed).toHaveLength(8);
    expect(listed.filter(({ isDefault }) => isDefault)).toEqual([await stores[1]!.findDefault(tenant, 'openai')]);
    expect(await stores[0]!.findDefault('other', 'openai')).toBeUndefined();
  });

  test('one comes back as it was stored and goes by its tenant alone', async () => {
    const store = new PostgresCredentialStore(one);
    const tenant = randomUUID();
    const given = credentialRow(tenant, { isDefault: false });
    const stored = await store.insert(given);
    expect(stored).toEqual({ ...given, createdAt: expect.any(Date), lastUsedAt: null });
    expect(await store.find(tenant, given.id)).toEqual(stored);
    expect(await store.find('other', given.id)).toBeUndefined();
    expect(await store.remove('other', given.id)).toBe(false);
    expect(await store.remove(tenant, given.id)).toBe(true);
    expect(await store.find(tenant, given.id)).toBeUndefined();
    expect(await store.find(tenant, '\0')).toBeUndefined();
  });

  test('keys of a run are seen by the run alone and go with it', async () => {
    const store = new PostgresCredentialStore(one);
    const tenant = randomUUID();
    const usual = await store.insert(credentialRow(tenant));
    const ofRun = await store.insert(credentialRow(tenant, { optimization: 'opt-1' }));
    expect(await store.list(tenant)).toEqual([usual]);
    expect(await store.findDefault(tenant, 'openai')).toEqual(usual);
    expect(await store.ofOptimization(tenant, 'opt-1')).toEqual([ofRun]);
    await store.removeOfOptimization('other', 'opt-1');
    expect(await store.ofOptimization(tenant, 'opt-1')).toEqual([ofRun]);
    await store.removeOfOptimization(tenant, 'opt-1');
    expect(await store.ofOptimization(tenant, 'opt-1')).toEqual([]);
  });
});

test('the first data key and the first secret of the server stay', async () => {
  const stores = [new PostgresDataKeyStore(one), new PostgresDataKeyStore(two)];
  const tenant = randomUUID();
  expect(await stores[0]!.current(tenant)).toBeUndefined();
  const kept = await Promise.all(
    [0, 1, 2, 3].map((n) =>
      stores[n % 2]!.insert({ tenant, id: String(n), wrapped: Buffer.from([n, 255, 0]), kekVersion: 1 }),
    ),
  );
  expect(new Set(kept.map(({ id }) => id)).size).toBe(1);
  expect(await stores[0]!.current(tenant)).toEqual(kept[0]);
  expect(await stores[0]!.serverSecret()).toBeUndefined();
  const [first, second] = ['first', 'second'].map((text) => ({ sealed: Buffer.from(text), kekVersion: 1 }));
  await stores[0]!.setServerSecret(first!);
  expect(await stores[1]!.setServerSecret(second!)).toEqual(first);
  const newer = { sealed: Buffer.from('newer'), kekVersion: 2 };
  expect(await stores[1]!.setServerSecret(newer, 1)).toEqual(newer);
  expect(await stores[0]!.setServerSecret({ ...newer, kekVersion: 3 }, 1)).toEqual(newer);
});

test('tokens are found by their prefix with their tenant', async () => {
  const store = new PostgresAccessStore(one);
  const before = await store.countTenants();
  const tenant = await store.createTenant({ id: randomUUID(), name: 'Ada' });
  expect(await store.countTenants()).toBe(before + 1);
  const digest = randomBytes(32);
  const prefix = randomUUID();
  const made = { id: randomUUID(), tenant: tenant.id, name: 'mine', prefix, scopes: ['read' as const] };
  const token = await store.addToken({ ...made, digest });
  expect(token).toMatchObject({ ...made, expiresAt: null, lastUsedAt: null, revokedAt: null });
  expect(await store.tokensByPrefix(prefix)).toEqual([{ tenant, token, digest }]);
  expect(await store.tokensByPrefix("' or 1=1 --")).toEqual([]);
  expect(await store.tokensByPrefix('\0')).toEqual([]);
});

describe('prompts', () => {
  const template = { user: '{{text}}\u0000\ud800', demonstrations: [{ inputs: { z: 1, a: 2 }, expected: null }] };

  test('each save is the next version, also of many at once; the newest is the one', async () => {
    const stores = [new PostgresPromptStore(one), new PostgresPromptStore(two)];
    const tenant = randomUUID();
    const saved = await Promise.all(
      [0, 1, 2, 3, 4].map((n) => stores[n % 2]!.save({ tenant, name: 'triage', template, model: `openai/${n}` })),
    );
    expect(saved.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
    const newest = saved.find(({ version }) => version === 5);
    expect(await stores[0]!.find(tenant, 'triage')).toEqual(newest);
    expect(JSON.stringify(newest?.template)).toBe(JSON.stringify(template));
    expect((await stores[1]!.find(tenant, 'triage', 2))?.version).toBe(2);
    expect(await stores[1]!.find(tenant, 'triage', 6)).toBeUndefined();
    expect(await stores[1]!.find('other', 'triage')).toBeUndefined();
    expect(await stores[1]!.find(tenant, '\0')).toBeUndefined();
  });

  test('the list has the newest of each name, by name, page by page', async () => {
    const store = new PostgresPromptStore(one);
    const tenant = randomUUID();
    for (const name of ['b', 'a', 'c', 'a']) await store.save({ tenant, name, template });
    const first = await store.list(tenant, { first: 2 });
    const second = await store.list(tenant, { first: 2, after: first.items[1]!.cursor });
    const names = [...first.items, ...second.items].map(({ item }) => `${item.name}${item.version}`);
    expect(names).toEqual(['a2', 'b1', 'c1']);
    expect([first.totalCount, first.hasNextPage, second.hasNextPage]).toEqual([3, true, false]);
    await expect(store.list(tenant, { first: 2, after: 'nonsense' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('a version knows what it was made from, until that is removed for good', async () => {
    const store = new PostgresPromptStore(one);
    const tenant = randomUUID();
    const first = await store.save({ tenant, name: 'a', template, parent: 'newest' });
    const second = await store.save({ tenant, name: 'a', template, parent: 'newest', origin: 'o', candidate: 'c' });
    const copy = await store.save({ tenant, name: 'b', template, parent: { name: 'a', version: 1 } });
    expect([first.parent, second.parent, copy.parent]).toEqual([
      undefined,
      { name: 'a', version: 1 },
      { name: 'a', version: 1 },
    ]);
    expect(second).toMatchObject({ origin: 'o', candidate: 'c' });
    const versions = await store.versions(tenant, 'a', { first: 1 });
    expect([versions.items[0]!.item, versions.hasNextPage, versions.totalCount]).toEqual([second, true, 2]);
    expect((await store.versions(tenant, 'a', { first: 1, after: versions.items[0]!.cursor })).items[0]!.item).toEqual(
      first,
    );
    expect(await store.remove('other', 'a')).toBe(false);
    expect([await store.remove(tenant, 'a'), await store.remove(tenant, 'a')]).toEqual([true, false]);
    expect(await store.find(tenant, 'a')).toBeUndefined();
    expect(await store.find(tenant, 'b')).not.toHaveProperty('parent');
    expect((await store.save({ tenant, name: 'a', template, parent: 'newest' })).version).toBe(1);
    expect((await store.find(tenant, 'b'))?.parent).toBeUndefined();
  });

  test('a label stands on one version, moves, and its moves are kept; of many that move it at once each is seen', async () => {
    const stores = [new PostgresPromptStore(one), new PostgresPromptStore(two)];
    const [store] = stores as [PostgresPromptStore];
    const tenant = randomUUID();
    for (let n = 0; n < 4; n += 1) await store.save({ tenant, name: 'a', template });
    expect(await store.labelled(tenant, 'a', 'production')).toBeUndefined();
    expect(await store.setLabel(tenant, 'a', 'production', 9)).toBe(false);
    expect(await store.setLabel('other', 'a', 'production', 1)).toBe(false);
    await Promise.all([1, 2, 3, 4].map((version) => stores[version % 2]!.setLabel(tenant, 'a', 'production', version)));
    await store.setLabel(tenant, 'a', 'staging', 2);
    const moves = (await store.labelMoves(tenant, 'a', { first: 10 }, 'production')).items.map(({ item }) => item);
    expect(moves.map(({ version }) => version!).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
    for (const [at, move] of moves.entries()) expect(move.previousVersion).toBe(moves[at + 1]?.version);
    expect((await store.labelled(tenant, 'a', 'production'))?.version).toBe(moves[0]!.version);
    await store.setLabel(tenant, 'a', 'staging', 2);
    expect((await store.labelMoves(tenant, 'a', { first: 10 })).totalCount).toBe(5);
    await store.setLabel(tenant, 'a', 'production', undefined);
    expect(await store.labels(tenant, 'a')).toEqual(new Map([['staging', 2]]));
    expect((await store.labelMoves(tenant, 'a', { first: 1 })).items[0]!.item).toMatchObject({
      label: 'production',
      previousVersion: moves[0]!.version,
    });
    await store.remove(tenant, 'a');
    await store.save({ tenant, name: 'a', template });
    expect(await store.labels(tenant, 'a')).toEqual(new Map());
    expect((await store.labelMoves(tenant, 'a', { first: 10 })).totalCount).toBe(0);
  });
});
