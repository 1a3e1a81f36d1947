import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '../../src/postgres/open-database.js';
import { PostgresLedger } from '../../src/postgres/postgres-ledger.js';
import { PostgresSpendingBudgetStore } from '../../src/postgres/postgres-spending-budget-store.js';
import { inspectDatabase } from '../support/inspect-database.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { budgetAudits, budgetOf, singleOf } from '../support/port-audits/budget-audits.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let fresh: TestDatabase;
let databases: Database[];
let ledgers: PostgresLedger[];
let budgets: PostgresSpendingBudgetStore;
beforeAll(async () => {
  fresh = await createTestDatabase();
  databases = await Promise.all([openDatabase(fresh.url), openDatabase(fresh.url)]);
  ledgers = databases.map((database) => new PostgresLedger(database));
  budgets = new PostgresSpendingBudgetStore(databases[1]!);
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await fresh.drop();
});

async function credential(tenant: string): Promise<string> {
  const id = randomUUID();
  await inspectDatabase(
    fresh.url,
    `insert into credentials (id, tenant, provider, name, base_url, origin, fields, version, fingerprint, is_default)
     values ($1, $2, 'openai', 'key', 'https://a.example', 'https://a.example', '{}', 1, 'f', false)`,
    [id, tenant],
  );
  return id;
}

describe('promises of the port', () => {
  for (const { name, run } of budgetAudits) {
    test(name, () => run({ ledger: ledgers[0]!, other: ledgers[1]!, budgets, credential }));
  }
});

test('a reservation waits for one that another process is making, and counts beside it', async () => {
  const tenant = randomUUID();
  await budgets.set(budgetOf(tenant, { maxCalls: 2 }));
  expect(await ledgers[0]!.reserve(singleOf(tenant))).toMatchObject({ kind: 'reserved' });
  const waiting = async () => {
    const { rowCount } = await inspectDatabase(
      fresh.url,
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rowCount === 1;
  };
  const asked = await databases[1]!.ofTenant(tenant, async ({ client }) => {
    await client.query('update spending_budgets set calls = calls + 1');
    const reservation = ledgers[0]!.reserve(singleOf(tenant));
    await waitUntil('the reservation to wait', waiting);
    return [reservation];
  });
  expect(await asked[0]).toMatchObject({ kind: 'over-budget', budget: { limit: 'maxCalls' } });
});
