import { afterEach, expect, test } from '@jest/globals';
import { GraphQLClient } from 'graphql-request';
import type { Answer } from '../support/answer.js';
import { spawnServer, type SpawnedServer } from '../support/boot-server.js';
import { addOpenAiKey } from '../support/e2e-optimization.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { startFakeProvider } from '../support/fake-provider.js';
import { inspectDatabase } from '../support/inspect-database.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const generate = ({ client }: { readonly client: GraphQLClient }): Promise<string> =>
  client
    .request('mutation ($v: GenerateInput!) { generate(input: $v) { id } }', {
      v: {
        model: 'openai/gpt-4o-mini',
        messages: [{ role: 'USER', content: 'Hello' }],
        parameters: { maxOutputTokens: 9 },
      },
    })
    .then(
      () => 'answered',
      (error: Answer) => error.response?.errors?.[0].extensions.code ?? 'cut',
    );

test('calls of a replica that is killed stay spent: the other one makes exactly as many more as fit', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const fake = await startFakeProvider({
    dialect: 'openai',
    answer: async () => {
      await held;
      return 'Hello.';
    },
  });
  cleanups.push(() => fake.close());
  const first = await spawnServer();
  cleanups.push(() => first.close());
  const { databaseUrl, dataDir } = first;
  const replica = async (): Promise<SpawnedServer> => {
    const server = await spawnServer({ databaseUrl, dataDir });
    cleanups.push(() => server.close());
    return server;
  };
  const doomed = await replica();
  await addOpenAiKey(first.client, fake);
  const most = 40;
  await first.client.request('mutation { setSpendingBudget(input: { window: ONCE, maxCalls: 40 }) { id } }');

  const here = Array.from({ length: 10 }, () => generate(first));
  const there = Array.from({ length: 15 }, () => generate(doomed));
  await waitUntil('some of both are under way', () => fake.requests.length >= 20);
  await doomed.kill('SIGKILL');
  release();
  expect(await Promise.all(here)).toEqual(here.map(() => 'answered'));
  expect(new Set(await Promise.all(there))).toEqual(new Set(['cut']));

  const amounts = async () => {
    const { spendingBudgets } = await first.client.request<Answer>(
      '{ spendingBudgets { spent { calls tokens } reserved { calls } left { calls } } }',
    );
    return spendingBudgets[0];
  };
  // Reserved before it is sent: whatever arrived is counted, and what may have.
  const cut = (await amounts()).reserved.calls;
  expect(10 + cut).toBeGreaterThanOrEqual(fake.requests.length);
  expect(10 + cut).toBeLessThanOrEqual(25);
  const before = fake.requests.length;
  const more = await Promise.all(Array.from({ length: most }, () => generate(first)));
  expect(more.filter((code) => code === 'answered')).toHaveLength(most - 10 - cut);
  expect(more.filter((code) => code === 'BUDGET_EXCEEDED')).toHaveLength(10 + cut);
  expect(fake.requests.length - before).toBe(most - 10 - cut);
  expect((await amounts()).left.calls).toBe(0);

  // Past every deadline nobody settles them any more: whichever server looks writes down the doubt.
  await inspectDatabase(databaseUrl, `update ledger_attempts set created_at = created_at - interval '16 minutes'`);
  await inspectDatabase(databaseUrl, `update spending_budgets set since = since - interval '16 minutes'`);
  expect(await amounts()).toMatchObject({ spent: { calls: most }, reserved: { calls: 0 }, left: { calls: 0 } });
  await replica();
  const states = async () => {
    const { rows } = await inspectDatabase<{ state: string; count: number }>(
      databaseUrl,
      'select state, count(*)::int as count from ledger_attempts group by 1',
    );
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  };
  await waitUntil('the doubt is written down', async () => !('open' in (await states())));
  expect(await states()).toEqual({ answered: most - cut, 'in-doubt': cut });
  expect(await amounts()).toMatchObject({ spent: { calls: most }, reserved: { calls: 0 }, left: { calls: 0 } });
}, 120_000);
