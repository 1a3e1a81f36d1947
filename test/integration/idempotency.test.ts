import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { endOfOptimization, sandboxBrain } from '../support/e2e-optimization.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { startFakeProvider, type FakeProvider, type Fault } from '../support/fake-provider.js';
import { inspectDatabase } from '../support/inspect-database.js';
import { labelExamples } from '../support/label-task.js';

const apiKey = 'sk-canary-idempotency-0123456789';
let fault: Fault | undefined;
let fake: FakeProvider;
let replicas: readonly BootedServer[];
let stored: string;
beforeAll(async () => {
  fake = await startFakeProvider({
    dialect: 'openai',
    latencyMs: 150,
    answer: (request) => (request.messages.length === 1 ? 'OK' : sandboxBrain(request)),
    fault: () => fault,
  });
  const first = await bootServer();
  replicas = [first, await bootServer({ databaseUrl: first.databaseUrl, dataDir: first.dataDir })];
  const { addCredential } = await first.client.request<Answer>(
    'mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }',
    { input: { provider: 'openai', apiKey, baseUrl: fake.url } },
  );
  stored = addCredential.id;
  await first.client.request('mutation { savePrompt(input: { name: "once", prompt: { user: "{{text}}" } }) { id } }');
});
afterAll(async () => {
  for (const replica of replicas.toReversed()) await replica.close();
  await fake.close();
});
beforeEach(() => {
  fault = undefined;
});

const ask = (query: string, variables: object, replica = 0): Promise<Answer> =>
  replicas[replica % 2]!.client.request<Answer>(query, variables).then(
    (data) => Object.values(data)[0],
    (thrown: Answer) => ({ failed: thrown.response.errors[0] }),
  );
const codeOf = async (...asked: Parameters<typeof ask>): Promise<string | undefined> =>
  (await ask(...asked)).failed?.extensions.code;

const search = {
  prompt: { system: 'Sort the message.', user: '{{text}}' },
  dataset: { examples: labelExamples(40) },
  metric: { kind: 'EXACT_MATCH' },
  budget: { maxCalls: 60 },
  seed: 3,
  startPaused: true,
};
const model = 'openai/gpt-4o-mini';
const generate = 'mutation ($v: GenerateInput!) { generate(input: $v) { id text attempts { errorCode } } }';
const messages = [{ role: 'USER', content: 'Hi' }];
const spending: readonly [string, string, object, object][] = [
  ['generate', generate, { model, messages }, { model, messages: [{ role: 'USER', content: 'Ho' }] }],
  [
    'runPrompt',
    'mutation ($v: RunPromptInput!) { runPrompt(input: $v) { id } }',
    { name: 'once', model, inputs: { text: 'a' } },
    { name: 'once', model, inputs: { text: 'b' } },
  ],
  [
    'evaluate',
    'mutation ($v: EvaluateInput!) { evaluate(input: $v) { id } }',
    { ...search, model },
    { ...search, model, seed: 4 },
  ],
  [
    'optimizePrompt',
    'mutation ($v: OptimizePromptInput!) { optimizePrompt(input: $v) { id } }',
    { ...search, model, credentials: [{ provider: 'openai', apiKey, baseUrl: 'https://api.openai.com/v1' }] },
    { ...search, model, budget: { maxCalls: 61 } },
  ],
  [
    'optimizeModel',
    'mutation ($v: OptimizeModelInput!) { optimizeModel(input: $v) { id } }',
    { ...search, models: [model, 'openai/gpt-4o'] },
    { ...search, models: ['openai/gpt-4o', model] },
  ],
  [
    'portPrompt',
    'mutation ($v: PortPromptInput!) { portPrompt(input: $v) { id } }',
    { ...search, from: model, to: 'openai/gpt-4o' },
    { ...search, from: model, to: 'openai/gpt-4.1' },
  ],
];

describe('one idempotency key', () => {
  test.each(spending)('many times at once on two replicas is one %s (case 39)', async (what, query, input, other) => {
    const key = randomUUID();
    const [sent, runs] = [fake.requests.length, await countRuns()];
    const asked = { v: { ...input, idempotencyKey: key } };
    const told = await Promise.all(
      Array.from({ length: what === 'generate' || what === 'optimizePrompt' ? 50 : 10 }, (_, n) =>
        ask(query, asked, n),
      ),
    );
    const ids = new Set(told.flatMap(({ id }) => (id ? [id] : [])));
    expect(ids.size).toBe(1);
    const codes = told.flatMap(({ failed }) => (failed ? [failed.extensions.code] : []));
    expect(codes.filter((code) => code !== 'IDEMPOTENCY_IN_PROGRESS')).toEqual([]);
    const made = (await countRuns()) - runs + (fake.requests.length - sent);
    expect(made).toBe(1);
    // Told again, on the other replica too; another input is another matter (case 40).
    for (const replica of [0, 1]) {
      expect((await ask(query, asked, replica)).id).toBe([...ids][0]);
      expect(await codeOf(query, { v: { ...other, idempotencyKey: key } }, replica)).toBe('IDEMPOTENCY_MISMATCH');
    }
    expect((await countRuns()) - runs + (fake.requests.length - sent)).toBe(1);
  });

  test('is of one operation: the same for all of them is one of each', async () => {
    const key = randomUUID();
    const codes = [];
    for (const [, query, input] of spending) codes.push(await codeOf(query, { v: { ...input, idempotencyKey: key } }));
    expect(codes).toEqual(spending.map(() => undefined));
  });

  test('of a check of a key makes one call, and tells the same again', async () => {
    const verify = 'mutation ($id: ID!, $k: String) { verifyCredential(id: $id, idempotencyKey: $k) { ok checkedAt } }';
    const variables = { id: stored, k: randomUUID() };
    const sent = fake.requests.length;
    const told = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(verify, variables, n)));
    const check = told.find(({ failed }) => !failed);
    expect(fake.requests.length).toBe(sent + 1);
    expect(await ask(verify, variables, 1)).toEqual(check);
    expect(check.ok).toBe(true);
    expect(await codeOf(verify, { ...variables, id: randomUUID() })).toBe('IDEMPOTENCY_MISMATCH');
    expect(fake.requests.length).toBe(sent + 1);
  });

  test('of a resume begins one run, and a late duplicate does not undo a pause', async () => {
    const { id } = await ask(spending[2]![1], { v: { ...search, model, budget: { maxCalls: 24, maxConcurrency: 1 } } });
    const resume = 'mutation ($id: ID!, $k: String) { resumeOptimization(id: $id, idempotencyKey: $k) { id status } }';
    const variables = { id, k: randomUUID() };
    const told = await Promise.all(Array.from({ length: 10 }, (_, n) => ask(resume, variables, n)));
    expect(told.some((one) => one.id === id)).toBe(true);
    const pause = 'mutation ($v: ID!) { pauseOptimization(id: $v) { status } }';
    await waitUntil('the run', async () => (await statusOf(id)) === 'RUNNING');
    await ask(pause, { v: id });
    await waitUntil('the pause', async () => (await statusOf(id)) === 'PAUSED');
    const sent = fake.requests.length;
    expect(await ask(resume, variables, 1)).toEqual({ id, status: 'PAUSED' });
    expect(await ask(resume, { ...variables, k: randomUUID() })).toMatchObject({ status: 'QUEUED' });
    expect((await endOfOptimization(replicas[0]!.client, id)).status).toBe('SUCCEEDED');
    expect(fake.requests.length).toBeGreaterThan(sent);
  });

  test('over server-sent events on two replicas is one call', async () => {
    const sent = fake.requests.length;
    const variables = { v: { model, messages, idempotencyKey: randomUUID() } };
    const query = 'subscription ($v: GenerateInput!) { generate(input: $v) { delta generation { id } } }';
    const followed = async (n: number) => {
      const client = replicas[n % 2]!.subscriber();
      let last: Answer;
      for await (const { data } of client.iterate<Answer>({ query, variables })) last = data;
      client.dispose();
      return last.generate.generation.id as string;
    };
    const ids = await Promise.all(Array.from({ length: 12 }, (_, n) => followed(n)));
    expect(new Set(ids).size).toBe(1);
    expect(fake.requests.length).toBe(sent + 1);
  });
});

describe('what an idempotency key goes by', () => {
  test('is what was asked, not how it was written, nor the key that pays', async () => {
    const idempotencyKey = randomUUID();
    const credential = { provider: 'openai', apiKey, baseUrl: fake.url };
    const [one, other] = [
      { model, messages, credential, idempotencyKey },
      {
        idempotencyKey,
        credential: { baseUrl: fake.url, apiKey: 'sk-replaced-meanwhile-0123456789', provider: 'openai', id: null },
        parameters: { temperature: null },
        onUnsupported: 'ADAPT',
        fallbacks: [],
        messages,
        model,
      },
    ];
    const { id } = await ask(generate, { v: one });
    expect((await ask(generate, { v: other }, 1)).id).toBe(id);
    const { rows } = await inspectDatabase(replicas[0]!.databaseUrl, 'select * from idempotency_keys where key = $1', [
      idempotencyKey,
    ]);
    expect(JSON.stringify(rows)).not.toContain('canary');
  });

  test('lasts as long as its run, and when that is deleted a late duplicate begins no other', async () => {
    const [, query, input] = spending[3]!;
    const v = { ...input, idempotencyKey: randomUUID() };
    const { id } = await ask(query, { v });
    // Whatever has become of what it was asked with.
    await inspectDatabase(replicas[0]!.databaseUrl, `update optimizations set created_at = now() - interval '1 year'`);
    expect((await ask(query, { v }, 1)).id).toBe(id);
    await ask('mutation ($v: ID!) { deleteOptimization(id: $v) }', { v: id });
    const runs = await countRuns();
    for (const replica of [0, 1]) expect(await codeOf(query, { v }, replica)).toBe('CONFLICT');
    expect(await countRuns()).toBe(runs);
  });

  test('a key that cannot be kept is refused', async () => {
    for (const [, query, input] of spending) {
      for (const idempotencyKey of ['', 'x'.repeat(256), 'a\0b', 'a\nb']) {
        expect(await codeOf(query, { v: { ...input, idempotencyKey } })).toBe('BAD_USER_INPUT');
      }
    }
  });
});

describe('a first that fails', () => {
  test('for nothing frees its key', async () => {
    const v = { model, messages, idempotencyKey: randomUUID() };
    fault = { status: 400 };
    expect(await codeOf(generate, { v })).toBe('PROVIDER_REJECTED');
    fault = undefined;
    expect((await ask(generate, { v }, 1)).text).toBe('OK');
  });

  test('and may have cost something is told again, as one that trying again with this key does not help', async () => {
    const v = { model, messages, idempotencyKey: randomUUID() };
    fault = 'cut';
    const first = await ask(generate, { v });
    fault = undefined;
    const sent = fake.requests.length;
    const again = await ask(generate, { v }, 1);
    expect(again.failed.extensions.code).toBe(first.failed.extensions.code);
    expect([again.failed.extensions.retryable, again.failed.extensions.details.inDoubt]).toEqual([false, 2]);
    expect(fake.requests.length).toBe(sent);
  });
});

async function countRuns(): Promise<number> {
  return (await inspectDatabase(replicas[0]!.databaseUrl, 'select from optimizations')).rowCount ?? 0;
}

async function statusOf(id: string): Promise<string> {
  return (await ask('query ($v: ID!) { optimization(id: $v) { status } }', { v: id })).status;
}
