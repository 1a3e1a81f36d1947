import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '../../src/postgres/open-database.js';
import { PostgresCredentialStore } from '../../src/postgres/postgres-credential-store.js';
import { PostgresLedger } from '../../src/postgres/postgres-ledger.js';
import { PostgresOptimizationStore } from '../../src/postgres/postgres-optimization-store.js';
import { fresh as freshRun } from '../support/port-audits/optimization-store-audits.js';
import { credentialRow } from '../support/credential-row.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { inspectDatabase } from '../support/inspect-database.js';

let fresh: TestDatabase;
let one: Database;
beforeAll(async () => {
  fresh = await createTestDatabase();
  one = await openDatabase(fresh.url);
});
afterAll(async () => {
  await one.close();
  await fresh.drop();
});

describe('keys of a run are destroyed in the transaction that ends it', () => {
  const begun = async (status?: 'running') => {
    const [runs, store, ledger] = [
      new PostgresOptimizationStore(one),
      new PostgresCredentialStore(one),
      new PostgresLedger(one),
    ];
    const run = freshRun();
    const { id, tenant } = run;
    await runs.create(run);
    await store.insert(credentialRow(tenant, { optimization: id }));
    const limits = { maxCalls: 1, maxTaskCalls: null, maxUsd: null, maxTokens: null };
    const { epoch } = await ledger.takeOver({ tenant, job: id, limits });
    if (status) await runs.update(tenant, id, epoch, { status });
    const keys = async () => (await store.ofOptimization(tenant, id)).length;
    return { runs, store, tenant, id, epoch, keys };
  };
  const ends = [
    ['its worker', 'running', ({ runs, tenant, id, epoch }) => runs.update(tenant, id, epoch, { status: 'succeeded' })],
    ['a failure', 'running', ({ runs, tenant, id, epoch }) => runs.update(tenant, id, epoch, { status: 'failed' })],
    ['a cancel', undefined, ({ runs, tenant, id }) => runs.requestCancel(tenant, id)],
    ['its removal', undefined, ({ runs, tenant, id }) => runs.remove(tenant, id)],
  ] as const satisfies readonly (readonly [
    string,
    'running' | undefined,
    (run: Awaited<ReturnType<typeof begun>>) => Promise<unknown>,
  ])[];

  test.each(ends)('by %s', async (_, status, end) => {
    const run = await begun(status);
    await run.runs.update(run.tenant, run.id, run.epoch, { progress: freshRun().progress });
    expect(await run.keys()).toBe(1);
    await inspectDatabase(
      fresh.url,
      `create function stay() returns trigger language plpgsql as $$ begin raise exception 'it stays'; end $$;
       create trigger stay before delete on credentials for each row execute function stay()`,
    );
    try {
      // Where the key cannot go, the run has not ended.
      await expect(end(run)).rejects.toThrow(/Failed query/);
    } finally {
      await inspectDatabase(fresh.url, 'drop trigger stay on credentials; drop function stay()');
    }
    expect((await run.runs.find(run.tenant, run.id))?.status).toBe(status ?? 'queued');
    await end(run);
    expect(await run.keys()).toBe(0);
  });

  test('and what a dead server left of a run that never was, or has ended, is removed', async () => {
    const [alive, ended] = [await begun(), await begun()];
    await ended.runs.requestCancel(ended.tenant, ended.id);
    const { store, tenant } = ended;
    // As by a resume that came too late, and by a start that did not come to its run.
    await store.insert(credentialRow(tenant, { optimization: ended.id }));
    const lost = await store.insert(credentialRow(tenant, { optimization: randomUUID() }));
    const usual = await store.insert(credentialRow(tenant, { isDefault: false }));
    expect(await store.removeOfNoRun(60_000)).toBe(0);
    await inspectDatabase(fresh.url, `update credentials set created_at = now() - interval '2 minutes'`);
    expect(await store.removeOfNoRun(60_000)).toBeGreaterThanOrEqual(2);
    expect([await alive.keys(), await ended.keys()]).toEqual([1, 0]);
    expect(await store.find(tenant, lost.id)).toBeUndefined();
    expect(await store.find(tenant, usual.id)).toBeDefined();
  });
});
