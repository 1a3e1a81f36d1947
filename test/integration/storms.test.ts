import { GraphQLClient } from 'graphql-request';
import { createClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { sandboxBrain } from '../support/e2e-optimization.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';
import { inspectDatabase } from '../support/inspect-database.js';
import { labelExamples } from '../support/label-task.js';

const apiKey = 'sk-canary-of-storms-0123456789';
const concurrency = 3;
let fake: FakeProvider;
let replicas: readonly BootedServer[];
beforeAll(async () => {
  fake = await startFakeProvider({
    dialect: 'openai',
    latencyMs: 60,
    pieceDelayMs: 100,
    answer: (request) => (request.messages.length === 1 ? 'one two three four five six seven' : sandboxBrain(request)),
  });
  const first = await bootServer();
  replicas = [first, await bootServer({ databaseUrl: first.databaseUrl, dataDir: first.dataDir })];
});
afterAll(async () => {
  for (const replica of replicas.toReversed()) await replica.close();
  await fake.close();
});

const clientOf = (token: string, n = 0) =>
  new GraphQLClient(replicas[n % 2]!.url, { headers: { authorization: `Bearer ${token}` } });
const optimize = 'mutation ($v: OptimizePromptInput!) { optimizePrompt(input: $v) { id } }';
const search = () => ({
  prompt: { system: 'Sort the message.', user: '{{text}}' },
  model: 'openai/gpt-4o-mini',
  dataset: { examples: labelExamples(40) },
  metric: { kind: 'EXACT_MATCH' },
  budget: { maxCalls: 400, maxConcurrency: concurrency },
  seed: 3,
  credentials: [{ provider: 'openai', apiKey, baseUrl: fake.url }],
});
const start = async (client: GraphQLClient): Promise<string> =>
  (await client.request<Answer>(optimize, { v: search() })).optimizePrompt.id;
const look = (text: string, values: unknown[] = []) => inspectDatabase(replicas[0]!.databaseUrl, text, values);

describe('a storm of cancels, pauses and resumes (case 52)', () => {
  test('of one run and of many, on two replicas, ends them all, and no call follows but those under way', async () => {
    const { client, token } = replicas[0]!;
    const ids = [await start(client), await start(client), await start(client), await start(client)];
    await waitUntil('calls', () => fake.requests.length > 12);
    const ask = (mutation: string, id: string, n: number): Promise<string> =>
      clientOf(token, n)
        .request<Answer>(`mutation ($id: ID!) { told: ${mutation}(id: $id) { status } }`, { id })
        .then(
          ({ told }) => told.status,
          (thrown: Answer) => thrown.response.errors[0].extensions.code,
        );
    const asked = Array.from({ length: 100 }, (_, n) =>
      ask(['pauseOptimization', 'resumeOptimization'][n % 2]!, ids[n % 3 === 0 ? 0 : n % 4]!, n),
    );
    await Promise.all(asked.slice(0, 40));
    const cancels = await Promise.all(
      ids.flatMap((id) => Array.from({ length: 10 }, (_, n) => ask('cancelOptimization', id, n))),
    );
    const acknowledged = fake.requests.length;
    const told = new Set([...cancels, ...(await Promise.all(asked))]);
    for (const odd of ['INTERNAL', 'NOT_FOUND', 'SUCCEEDED', 'FAILED']) expect([...told]).not.toContain(odd);

    const statuses = async () =>
      (await look('select status from optimizations where id = any($1)', [ids])).rows.map(({ status }) => status);
    await waitUntil('their end', async () => (await statuses()).every((status) => status === 'cancelled'));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(fake.requests.length - acknowledged).toBeLessThanOrEqual(ids.length * concurrency);
    expect(fake.inFlight()).toBe(0);
    // Terminal is terminal, whatever is asked then.
    const late = await Promise.all(ids.map((id, n) => ask('resumeOptimization', id, n)));
    expect(new Set(late)).toEqual(new Set(['CONFLICT']));
    expect(new Set(await statuses())).toEqual(new Set(['cancelled']));
    expect((await look('select from credentials where optimization = any($1)', [ids])).rowCount).toBe(0);
    const ends = await look(
      `select optimization from optimization_events where kind = 'finished' and optimization = any($1)`,
      [ids],
    );
    expect(ends.rows.map(({ optimization }) => String(optimization)).toSorted()).toEqual(ids.toSorted());
    const { rows } = await look(
      `select j.calls, count(*)::int as summed, (count(*) filter (where a.state = 'open'))::int as open
       from ledger_jobs j join ledger_attempts a on a.tenant = j.tenant and a.job = j.job and a.state <> 'not-sent'
       where j.job = any($1) group by j.job, j.calls`,
      [ids],
    );
    for (const { calls, summed, open } of rows) expect([summed, open]).toEqual([calls, 0]);
  }, 60_000);
});

describe('a tenant that is deleted', () => {
  test('in the middle of runs and streams leaves nothing, and whoever follows is told', async () => {
    const operator = replicas[0]!.client;
    const made = await operator.request<Answer>('mutation { createTenant(name: "Ada") { token tenant { id } } }');
    const { token } = made.createTenant;
    const tenant: string = made.createTenant.tenant.id;
    const headers = { authorization: `Bearer ${token}` };
    const ids = [await start(clientOf(token)), await start(clientOf(token, 1))];
    const before = fake.requests.length;
    await waitUntil('calls', () => fake.requests.length > before + 8);

    const ends: Promise<unknown>[] = [];
    let told = 0;
    const errorOf = async (events: AsyncIterable<Answer>) => {
      for await (const { errors } of events) {
        told += 1;
        if (errors) return errors[0].extensions.code;
      }
      return 'complete';
    };
    const follow = (id: string) => ({
      query: 'subscription ($id: ID!) { optimization(id: $id) { kind } }',
      variables: { id },
    });
    const generate = (key: string) => ({
      query: 'subscription ($v: GenerateInput!) { generate(input: $v) { delta generation { text } } }',
      variables: {
        v: {
          model: 'openai/gpt-4o-mini',
          messages: [{ role: 'USER', content: 'Count' }],
          credential: search().credentials[0],
          idempotencyKey: key,
        },
      },
    });
    const sockets = replicas.map(({ url }) =>
      createSocketClient({
        url: url.replace(/^http/, 'ws'),
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        connectionParams: headers,
      }),
    );
    for (const [n, replica] of replicas.entries()) {
      const events = createClient({ url: replica.url, headers, retryAttempts: 0 });
      for (const query of [follow(ids[0]!), generate(`sse ${n}`)]) ends.push(errorOf(events.iterate(query)));
      for (const query of [follow(ids[1]!), generate(`ws ${n}`)]) ends.push(errorOf(sockets[n]!.iterate(query)));
    }
    await waitUntil('all of them', () => told > 10 && fake.requests.some(({ body }) => body.stream));

    const gone = 'mutation ($id: ID!) { deleteTenant(id: $id) }';
    const both = await Promise.allSettled(
      [0, 1].map((n) => clientOf(replicas[0]!.token, n).request(gone, { id: tenant })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [acknowledged, inFlight] = [fake.requests.length, fake.inFlight()];
    expect(new Set(await Promise.all(ends))).toEqual(new Set(['UNAUTHENTICATED']));
    for (const socket of sockets) await socket.dispose();
    for (const n of [0, 1]) {
      const asked = await clientOf(token, n)
        .request('{ viewer { id } }')
        .catch((thrown: Answer) => thrown.response.errors[0].extensions.code);
      expect(asked).toBe('UNAUTHENTICATED');
    }
    await waitUntil('what was under way', () => fake.inFlight() === 0);
    // Longer than anything takes that might write once more.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(fake.requests.length - acknowledged).toBeLessThanOrEqual(Math.max(1, 2 * concurrency - inFlight));

    const tables = await look(
      `select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables.rows) {
      const left = await look(`select from ${String(name)} t where t::text like '%' || $1 || '%'`, [tenant]);
      expect([name, left.rowCount! > 0]).toEqual([name, name === 'public.audit_events']);
    }
    const audited = await look(`select action from audit_events where tenant = $1 and action = 'tenant.delete'`, [
      tenant,
    ]);
    expect(audited.rowCount).toBe(1);
    for (const { origin } of replicas) expect((await fetch(`${origin}/health/ready`)).status).toBe(200);
  }, 60_000);

  test('gets no row more by a write that was under way, or by one that comes late', async () => {
    const operator = replicas[0]!.client;
    const made = await operator.request<Answer>('mutation { createTenant(name: "Bob") { token tenant { id } } }');
    const { token, tenant } = made.createTenant;
    const removal = new AbortController();
    const { signal } = removal;
    const save = async (n: number) => {
      for (let late = 0; late < 3; late += Number(signal.aborted)) {
        await clientOf(token, n)
          .request(`mutation { savePrompt(input: { name: "p${n}", prompt: { user: "Hi" } }) { id } }`)
          .catch(() => undefined);
      }
    };
    const saving = Promise.all(Array.from({ length: 8 }, (_, n) => save(n)));
    await waitUntil(
      'prompts',
      async () => (await look('select from prompts where tenant = $1', [tenant.id])).rowCount! > 20,
    );
    await operator.request('mutation ($id: ID!) { deleteTenant(id: $id) }', { id: tenant.id });
    removal.abort();
    await saving;
    for (const table of ['prompts', 'api_tokens', 'tenants']) {
      const left = await look(`select from ${table} t where t::text like '%' || $1 || '%'`, [tenant.id]);
      expect([table, left.rowCount]).toEqual([table, 0]);
    }
  });
});
