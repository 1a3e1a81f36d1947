import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openDatabase, type Database } from '../../src/postgres/open-database.js';
import { PostgresCredentialStore } from '../../src/postgres/postgres-credential-store.js';
import { PostgresLearnedFactStore } from '../../src/postgres/postgres-learned-fact-store.js';
import { InMemoryLearnedFactStore } from '../support/in-memory-learned-fact-store.js';
import { learnedFactStoreAudits } from '../support/port-audits/learned-fact-store-audits.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

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

async function credential(tenant: string): Promise<string> {
  const { id } = await new PostgresCredentialStore(one).insert({
    id: randomUUID(),
    tenant,
    provider: 'acme',
    name: 'key',
    baseUrl: 'https://acme.example',
    origin: 'https://acme.example',
    fields: {},
    sealed: null,
    version: 1,
    hint: null,
    fingerprint: 'f',
    dataKey: null,
    isDefault: false,
    optimization: null,
  });
  return id;
}

describe('what was learned', () => {
  for (const { name, run } of learnedFactStoreAudits) {
    test(`in Postgres: ${name}`, () =>
      run({ store: new PostgresLearnedFactStore(one), other: new PostgresLearnedFactStore(two), credential }));
    const memory = new InMemoryLearnedFactStore();
    test(`in memory: ${name}`, () => run({ store: memory, other: memory, credential: async () => randomUUID() }));
  }

  test('goes with its credential, and is not kept for one that is gone', async () => {
    const tenant = randomUUID();
    const id = await credential(tenant);
    const store = new PostgresLearnedFactStore(one);
    const fact = {
      model: 'acme/m',
      fact: 'maxOutputTokens' as const,
      correction: { kind: 'max-output-tokens' as const, tokens: 4_096 },
      learnedAt: new Date(),
    };
    await store.keep(tenant, id, fact);
    await new PostgresCredentialStore(two).remove(tenant, id);
    expect(await store.ofCredential(tenant, id, new Date(0))).toEqual([]);
    await store.keep(tenant, id, fact);
    expect(await store.ofCredential(tenant, id, new Date(0))).toEqual([]);
    const others = await credential(randomUUID());
    await store.keep(tenant, others, fact);
    expect(await store.ofCredential(tenant, others, new Date(0))).toEqual([]);
  });
});
