import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openDatabase, type Database } from '../../src/postgres/open-database.js';
import { PostgresMetricScoreStore } from '../../src/postgres/postgres-metric-score-store.js';
import { PostgresOptimizationStore } from '../../src/postgres/postgres-optimization-store.js';
import { InMemoryMetricScoreStore } from '../support/in-memory-metric-score-store.js';
import { metricScoreStoreAudits } from '../support/port-audits/metric-score-store-audits.js';
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

async function optimization(tenant: string): Promise<string> {
  const id = randomUUID();
  const range = { low: 0, high: 1 };
  await new PostgresOptimizationStore(one).create({
    id,
    tenant,
    kind: 'prompt',
    input: {},
    quote: { calls: range, tokens: range, seconds: range },
    progress: { fraction: 0, phase: 'queued', callsDone: 0, callsPlanned: 1 },
  });
  return id;
}

describe('kept scores', () => {
  for (const { name, run } of metricScoreStoreAudits) {
    test(`in Postgres: ${name}`, () =>
      run({ store: new PostgresMetricScoreStore(one), other: new PostgresMetricScoreStore(two), optimization }));
    const memory = new InMemoryMetricScoreStore();
    test(`in memory: ${name}`, () => run({ store: memory, other: memory, optimization: async () => randomUUID() }));
  }

  test('go with their optimization', async () => {
    const tenant = randomUUID();
    const id = await optimization(tenant);
    const store = new PostgresMetricScoreStore(one);
    await store.keep(tenant, id, 'k', { score: 1, feedback: 'right' });
    await inspectDatabase(fresh.url, 'delete from optimizations where id = $1', [id]);
    expect(await store.find(tenant, id, 'k')).toBeUndefined();
  });
});
