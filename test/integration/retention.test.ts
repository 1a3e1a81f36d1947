import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphQLClient } from 'graphql-request';
import { openDatabase, type Database } from '../../src/postgres/open-database.js';
import type { RetentionPeriods } from '../../src/retention/retention-periods.js';
import { openStores, type Stores } from '../../src/server/open-stores.js';
import { SweepExpired } from '../../src/use-cases/sweep-expired.js';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { endOfOptimization } from '../support/e2e-optimization.js';
import { inspectDatabase } from '../support/inspect-database.js';
import { labelExamples } from '../support/label-task.js';

const longest: RetentionPeriods = { runDays: 30, libraryDays: null };
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

let server: BootedServer;
let other: GraphQLClient;
let database: Database;
let stores: Stores;
beforeAll(async () => {
  server = await bootServer({ env: { BYOM_RETENTION_DAYS: '30' } });
  const made = await ask('mutation { createTenant(name: "other") { token } }');
  other = new GraphQLClient(server.url, { headers: { authorization: `Bearer ${made.createTenant.token}` } });
  database = await openDatabase(server.databaseUrl);
  stores = openStores(database);
}, 30_000);
afterAll(async () => {
  await database.close();
  await server.close();
});

const ask = (document: string, variables: object = {}, client = server.client) =>
  client.request<Answer>(document, variables);
const sql = (text: string, values: unknown[] = []) => inspectDatabase(server.databaseUrl, text, values);
const replica = () => new SweepExpired({ ...stores, longest, logger });
/** A sweep whose turn it is. */
const sweep = async () => {
  await sql('delete from retention_sweep');
  return replica().run();
};

const set = (input: object, client = server.client) =>
  ask(
    'mutation ($input: RetentionInput!) { setRetention(input: $input) { runDays libraryDays longestRunDays longestLibraryDays } }',
    { input },
    client,
  );
const refusal = async (work: Promise<unknown>): Promise<string> => {
  const error: Answer = await work.then(
    () => ({}),
    (thrown: Answer) => thrown,
  );
  const [{ message, extensions }] = error.response.errors;
  return `${extensions.code}: ${message}`;
};

const run = async (client = server.client, startPaused = false): Promise<string> => {
  const input = {
    prompt: { user: '{{text}}' },
    model: 'sandbox/demo',
    dataset: { examples: labelExamples(12) },
    metric: { kind: 'EXACT_MATCH' },
    budget: { maxCalls: 20 },
  };
  const document = 'mutation ($input: OptimizePromptInput!) { optimizePrompt(input: $input) { id } }';
  const { id } = (await ask(document, { input: { ...input, startPaused } }, client)).optimizePrompt;
  if (!startPaused) await endOfOptimization(client, id);
  return id;
};
const runs = async (client = server.client): Promise<string[]> =>
  (await ask('{ optimizations { nodes { id } } }', {}, client)).optimizations.nodes.map(({ id }: Answer) => id);

describe('the period for which data is kept', () => {
  test('is the operator’s, and a tenant can shorten it alone', async () => {
    const shown = 'runDays libraryDays longestRunDays longestLibraryDays';
    const byOperator = { runDays: 30, libraryDays: null, longestRunDays: 30, longestLibraryDays: null };
    expect((await ask(`{ retention { ${shown} } }`)).retention).toEqual(byOperator);
    expect((await set({ runDays: 7, libraryDays: 90 })).setRetention).toEqual({
      ...byOperator,
      runDays: 7,
      libraryDays: 90,
    });
    expect((await ask(`{ retention { ${shown} } }`, {}, other)).retention).toEqual(byOperator);
    expect((await set({})).setRetention).toEqual(byOperator);
    for (const runDays of [31, 0, -1, 2 ** 31 - 1]) {
      expect(await refusal(set({ runDays }))).toMatch(
        /^BAD_USER_INPUT: `runDays` .* from 1 to 30, the longest that the op/,
      );
    }
    expect(await refusal(set({ libraryDays: 36_501 }))).toMatch(/^BAD_USER_INPUT: `libraryDays` .* from 1 to 36500\.$/);
    const { auditTrail } = await ask('{ auditTrail(first: 1) { nodes { action } } }');
    expect(auditTrail.nodes).toEqual([{ action: 'RETENTION_SET' }]);
  });

  test('is not for everybody to set', async () => {
    const made = await ask(
      'mutation { createToken(input: { name: "r", scopes: [READ, RUN, CREDENTIALS] }) { token } }',
    );
    const headers = { authorization: `Bearer ${made.createToken.token}` };
    expect(await refusal(set({ runDays: 1 }, new GraphQLClient(server.url, { headers })))).toMatch(/^FORBIDDEN/);
  });
});

describe('what is past its period', () => {
  test('is deleted, of each tenant by its own period, by the clock of the database', async () => {
    const [old, young, stranger] = [await run(), await run(), await run(other)];
    await set({ runDays: 7 });
    const expiry = async (id: string) =>
      (await ask('query ($id: ID!) { optimization(id: $id) { finishedAt expiresAt } }', { id })).optimization;
    const { finishedAt, expiresAt } = await expiry(old);
    expect(Date.parse(expiresAt) - Date.parse(finishedAt)).toBe(7 * 24 * 3_600_000);
    expect(await sweep()).toBe(0);
    const aged = `update optimizations set finished_at = now() - interval '8 days' where id = any ($1)`;
    await sql(aged, [[old, stranger]]);
    expect(await sweep()).toBe(1);
    expect(await runs()).toEqual([young]);
    expect(await runs(other)).toEqual([stranger]);
    await sql(`update optimizations set finished_at = now() - interval '31 days' where id = $1`, [stranger]);
    expect(await sweep()).toBe(1);
    expect(await runs(other)).toEqual([]);
    const answers = await sql('select from ledger_answers where job = any ($1)', [[old, stranger]]);
    expect(answers.rowCount).toBe(0);
    // What they cost stays.
    expect((await sql('select from ledger_jobs where job = any ($1)', [[old, stranger]])).rowCount).toBe(2);
  }, 60_000);

  test('is deleted where it rests for ever, and never where it runs', async () => {
    const [forgotten, resting] = [await run(server.client, true), await run(server.client, true)];
    await sql(`update optimizations set created_at = now() - interval '99 days' where id = any ($1)`, [
      [forgotten, resting],
    ]);
    await sql(
      `insert into optimization_events (tenant, optimization, number, kind, at)
      select tenant, id, 1000, 'paused', now() - case id when $1 then interval '98 days' else interval '12 hours' end
      from optimizations where id = any ($2)`,
      [forgotten, [forgotten, resting]],
    );
    await sql(`delete from optimization_events where number < 1000 and optimization = any ($1)`, [
      [forgotten, resting],
    ]);
    expect(await sweep()).toBe(1);
    expect(await runs()).toContain(resting);
    expect(await runs()).not.toContain(forgotten);
  }, 30_000);

  test('of the library goes by its last use', async () => {
    await set({ libraryDays: 10 });
    const create = 'mutation ($input: CreateDatasetInput!) { createDataset(input: $input) { id expiresAt } }';
    const dataset = async (name: string) =>
      (await ask(create, { input: { name, examples: labelExamples(3) } })).createDataset;
    const [unused, used] = [await dataset('unused'), await dataset('used')];
    expect(Date.parse(used.expiresAt) - Date.now()).toBeGreaterThan(9.9 * 24 * 3_600_000);
    for (const name of ['unused', 'used', 'partly']) {
      for (let version = 0; version < 2; version += 1) {
        await ask('mutation ($input: SavePromptInput!) { savePrompt(input: $input) { version } }', {
          input: { name, prompt: { user: '{{text}}' } },
        });
      }
    }
    await sql(`update datasets set used_at = now() - interval '11 days'`);
    await sql(`update prompts set used_at = now() - interval '11 days' where name <> 'partly' or version = 1`);
    await ask('query ($id: ID!) { dataset(id: $id) { size } }', { id: used.id });
    await ask('{ prompt(name: "used", version: 1) { user } }');
    expect(await sweep()).toBe(2);
    const left = await ask('{ datasets { nodes { id } } prompts { nodes { name } } }');
    expect(left.datasets.nodes).toEqual([{ id: used.id }]);
    expect(left.prompts.nodes).toEqual([{ name: 'partly' }, { name: 'used' }]);
    // The examples went with the dataset.
    const examples = await sql('select from dataset_examples where dataset = $1', [unused.id]);
    expect(examples.rowCount).toBe(0);
  }, 30_000);

  test('of kept answers goes after a day at the soonest', async () => {
    await set({ runDays: 1 });
    const messages = [{ role: 'USER', content: 'Hi' }];
    for (const idempotencyKey of ['old', 'young']) {
      await ask('mutation ($input: GenerateInput!) { generate(input: $input) { text } }', {
        input: { model: 'sandbox/demo', messages, idempotencyKey },
      });
    }
    const age = `update idempotency_keys set lease_until = now() - interval '1 hour', created_at = now() -
      case key when 'old' then interval '25 hours' else interval '23 hours' end`;
    await sql(age);
    expect(await sweep()).toBe(1);
    expect((await sql('select key from idempotency_keys')).rows).toEqual([{ key: 'young' }]);
  });

  test('is looked for by one replica at a time', async () => {
    await sql('delete from retention_sweep');
    const claims = await Promise.all(Array.from({ length: 8 }, () => stores.retention.claimSweep(50)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await stores.retention.claimSweep(50)).toBe(false);
    await sql(`update retention_sweep set next_at = now() - interval '1 second'`);
    expect(await stores.retention.claimSweep(50)).toBe(true);
  });

  test('is deleted in batches, however much there is', async () => {
    await set({ runDays: 1, libraryDays: 1 });
    await sql(`insert into prompts (tenant, name, version, template, used_at)
      select (select id from tenants where name = 'default'), 'many ' || n, 1, '{"user":"x","demonstrations":[]}',
        now() - interval '2 days' from generate_series(1, 120) n`);
    expect(await sweep()).toBeGreaterThanOrEqual(120);
    expect((await sql(`select from prompts where name like 'many %'`)).rowCount).toBe(0);
  }, 30_000);
});
