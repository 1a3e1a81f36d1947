import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { endOfOptimization, sandboxBrain } from '../support/e2e-optimization.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';
import { labelExamples } from '../support/label-task.js';
import { inspectDatabase } from '../support/inspect-database.js';

const keys = { first: 'sk-canary-first-0123456789abcdef', second: 'sk-canary-second-0123456789abcde' };

let server: BootedServer;
let refuses = false;
let first: FakeProvider;
let second: FakeProvider;
beforeAll(async () => {
  const fault = () => (refuses ? ({ status: 401 } as const) : undefined);
  const fake = () => startFakeProvider({ dialect: 'openai', answer: sandboxBrain, latencyMs: 15, fault });
  // One worker, so that a second optimization waits.
  [first, second, server] = await Promise.all([fake(), fake(), bootServer({ env: { BYOM_OPTIMIZATIONS: '1' } })]);
});
afterAll(async () => {
  await server.close();
  await Promise.all([first.close(), second.close()]);
});

const request = (query: string, variables?: object) => server.client.request<Answer>(query, variables);
const codeOf = async (query: string, variables?: object): Promise<string | undefined> => {
  const error: Answer = await request(query, variables).catch((thrown: Answer) => thrown);
  return error.response?.errors[0].extensions.code;
};
const pause = 'mutation ($id: ID!) { pauseOptimization(id: $id) { status } }';
const resume = `mutation ($id: ID!, $credentials: [CredentialInput!]) {
  resumeOptimization(id: $id, credentials: $credentials) { status } }`;
const remove = 'mutation ($id: ID!) { deleteOptimization(id: $id) }';
const cancel = 'mutation ($id: ID!) { cancelOptimization(id: $id) { status } }';
const statusOf = async (id: string): Promise<string | undefined> =>
  (await request('query ($id: ID!) { optimization(id: $id) { status } }', { id })).optimization?.status;
const isPaused = (id: string) => waitUntil('the pause', async () => (await statusOf(id)) === 'PAUSED');
const rowsOf = async (table: string, column: string, id: string): Promise<number> =>
  (await inspectDatabase(server.databaseUrl, `select from ${table} where ${column} = $1`, [id])).rowCount ?? 0;

async function start(more: object = {}): Promise<string> {
  const input = {
    prompt: { system: 'Sort the message.', user: '{{text}}' },
    model: 'openai/gpt-4o-mini',
    dataset: { examples: labelExamples(40) },
    metric: { kind: 'EXACT_MATCH' },
    budget: { maxCalls: 100, maxConcurrency: 4 },
    seed: 3,
    credentials: [{ provider: 'openai', apiKey: keys.first, baseUrl: first.url }],
    ...more,
  };
  const { optimizePrompt } = await request(
    'mutation ($input: OptimizePromptInput!) { optimizePrompt(input: $input) { id } }',
    { input },
  );
  return optimizePrompt.id;
}

describe('an optimization', () => {
  test('is resumed on another key, which takes the place of the one sealed for it', async () => {
    const id = await start();
    await waitUntil('its first calls', () => first.requests.length > 10);
    expect(await codeOf(remove, { id })).toBe('CONFLICT');
    const credentials = [{ provider: 'openai', apiKey: keys.second, baseUrl: second.url }];
    expect(await codeOf(resume, { id, credentials })).toBe('CONFLICT');
    await request(pause, { id });
    await isPaused(id);
    expect((await request(pause, { id })).pauseOptimization.status).toBe('PAUSED');
    const bought = first.requests.length;

    expect(await codeOf(resume, { id, credentials: [{ provider: 'groq', apiKey: 'gsk_0123456789abcdef' }] })).toBe(
      'BAD_USER_INPUT',
    );
    expect(await codeOf(resume, { id, credentials: [{ provider: 'openai', apiKey: ' odd ' }] })).toBeDefined();
    expect([await statusOf(id), await rowsOf('credentials', 'optimization', id)]).toEqual(['PAUSED', 1]);

    await request(resume, { id, credentials });
    await waitUntil('calls on the other key', () => second.requests.length > 0);
    expect(await rowsOf('credentials', 'optimization', id)).toBe(1);
    const ended = await endOfOptimization(server.client, id);
    expect(ended.status).toBe('SUCCEEDED');
    expect(first.requests).toHaveLength(bought);
    expect(second.requests[0]!.headers['authorization']).toBe(`Bearer ${keys.second}`);
    expect(ended.spent.calls).toBe(bought + second.requests.length);
    expect(await rowsOf('credentials', 'optimization', id)).toBe(0);
    expect(await codeOf(pause, { id })).toBe('CONFLICT');
    expect(await codeOf(resume, { id })).toBe('CONFLICT');
  });

  test('a key sealed for a run pays for nothing else, and is in no list', async () => {
    const id = await start();
    await waitUntil('its first call', () => first.requests.length > 0);
    await request(pause, { id });
    await isPaused(id);
    const { rows } = await inspectDatabase<{ id: string }>(
      server.databaseUrl,
      'select id from credentials where optimization = $1',
      [id],
    );
    const credential = rows[0]!.id;
    const sent = first.requests.length;
    const ask = { model: 'openai/gpt-4o-mini', messages: [{ role: 'USER', content: 'Hi' }] };
    const generate = 'mutation ($input: GenerateInput!) { generate(input: $input) { id } }';
    expect(await codeOf(generate, { input: { ...ask, credential: { id: credential } } })).toBe('NOT_FOUND');
    expect(await codeOf(generate, { input: ask })).toBe('NO_CREDENTIAL');
    const verify = 'mutation ($id: ID!) { verifyCredential(id: $id) { ok } }';
    expect(await codeOf(verify, { id: credential })).toBe('NOT_FOUND');
    expect((await request('{ credentials { id } }')).credentials).toEqual([]);
    expect(first.requests).toHaveLength(sent);
    await request(cancel, { id });
    await request(remove, { id });
  });

  test('waits for another key where its own is refused, with everything kept', async () => {
    const before = first.requests.length;
    const id = await start();
    await waitUntil('a good part', () => first.requests.length - before > 30);
    refuses = true;
    await waitUntil('the refusal', async () => (await statusOf(id)) === 'AWAITING_KEY');
    refuses = false;
    const read = 'query ($id: ID!) { optimization(id: $id) { reason { code } spent { calls } finishedAt } }';
    const { reason, spent, finishedAt } = (await request(read, { id })).optimization;
    expect([reason.code, finishedAt]).toEqual(['CREDENTIAL_INVALID', null]);
    expect(await rowsOf('credentials', 'optimization', id)).toBe(1);
    const asked = second.requests.length;
    await request(resume, { id, credentials: [{ provider: 'openai', apiKey: keys.second, baseUrl: second.url }] });
    const ended = await endOfOptimization(server.client, id);
    expect(ended.status).toBe('SUCCEEDED');
    expect(ended.spent.calls).toBe(spent.calls + second.requests.length - asked);
    expect(await rowsOf('credentials', 'optimization', id)).toBe(0);
  });

  test('is quoted first where that is asked for, and begins when it is resumed', async () => {
    const sent = first.requests.length;
    const id = await start({ startPaused: true, budget: { maxCalls: 60, maxConcurrency: 4 } });
    const read = 'query ($id: ID!) { optimization(id: $id) { status quote { calls { low high } } spent { calls } } }';
    expect((await request(read, { id })).optimization).toEqual({
      status: 'PAUSED',
      quote: { calls: { low: expect.any(Number), high: expect.any(Number) } },
      spent: { calls: 0 },
    });
    const declined = await start({ startPaused: true });
    await request(remove, { id: declined });
    expect(await rowsOf('credentials', 'optimization', declined)).toBe(0);
    expect(first.requests.length).toBe(sent);
    await request(resume, { id });
    expect((await endOfOptimization(server.client, id)).status).toBe('SUCCEEDED');
    expect(first.requests.length).toBeGreaterThan(sent);
  });

  test('that waits is paused, resumed and deleted without having begun', async () => {
    const busy = await start({ budget: { maxCalls: 2_000, maxConcurrency: 1 } });
    await waitUntil('a worker', async () => (await statusOf(busy)) === 'RUNNING');
    const [kept, gone] = [await start(), await start()];
    expect((await request(pause, { id: kept })).pauseOptimization.status).toBe('PAUSED');
    expect((await request(resume, { id: kept })).resumeOptimization.status).toBe('QUEUED');
    expect((await request(resume, { id: kept })).resumeOptimization.status).toBe('QUEUED');
    expect((await request(pause, { id: kept })).pauseOptimization.status).toBe('PAUSED');
    expect(await request(remove, { id: gone })).toEqual({ deleteOptimization: gone });
    expect(await rowsOf('credentials', 'optimization', gone)).toBe(0);

    // Paused, it makes room for others.
    await request(pause, { id: busy });
    await isPaused(busy);
    await request(resume, { id: kept });
    const ended = await endOfOptimization(server.client, kept);
    expect(ended.status).toBe('SUCCEEDED');
    expect((await request(cancel, { id: busy })).cancelOptimization.status).toBe('CANCELLED');
    expect(await rowsOf('credentials', 'optimization', busy)).toBe(0);
  });

  const common = {
    prompt: { system: 'Sort the message.', user: '{{text}}' },
    dataset: { examples: labelExamples(40) },
    metric: { kind: 'EXACT_MATCH' },
    budget: { maxCalls: 120, maxConcurrency: 8 },
    seed: 3,
  };
  test.each([
    ['evaluate', 'EvaluateInput', { model: 'openai/gpt-4o-mini' }],
    ['optimizeModel', 'OptimizeModelInput', { models: ['openai/gpt-4o', 'openai/gpt-4o-mini'], minQuality: 0.01 }],
    ['portPrompt', 'PortPromptInput', { from: 'openai/gpt-4o', to: 'openai/gpt-4o-mini' }],
  ])(
    'of any kind is paused: %s',
    async (mutation, type, more) => {
      const ran = async (provider: FakeProvider, pausedAt?: number) => {
        const before = provider.requests.length;
        const credentials = [{ provider: 'openai', apiKey: keys.first, baseUrl: provider.url }];
        const query = `mutation ($input: ${type}!) { started: ${mutation}(input: $input) { id } }`;
        const { id } = (await request(query, { input: { ...common, ...more, credentials } })).started;
        if (pausedAt !== undefined) {
          await waitUntil('a good part', () => provider.requests.length - before >= pausedAt);
          await request(pause, { id });
          await isPaused(id);
          const [sent, status] = [provider.requests.length, await statusOf(id)];
          expect([provider.requests.length, status]).toEqual([sent, 'PAUSED']);
          await request(resume, { id });
        }
        const { status, result, candidates } = await endOfOptimization(server.client, id);
        const scores = candidates.nodes.map((one) => Object.assign({ ...one }, { id: undefined }));
        return { status, result, scores, sent: provider.requests.length - before };
      };
      const whole = await ran(first);
      expect(whole).toMatchObject({ status: 'SUCCEEDED', result: expect.anything() });
      expect(await ran(second, Math.floor(whole.sent / 3))).toEqual(whole);
    },
    60_000,
  );

  test('that runs on a stored key goes on with one that replaces it, and waits for another once it is removed', async () => {
    const add = 'mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }';
    const asked = { provider: 'openai', apiKey: keys.first, baseUrl: first.url, makeDefault: false };
    const stored: string = (await request(add, { input: asked })).addCredential.id;
    const before = first.requests.length;
    const sentWith = (key: string) =>
      first.requests.slice(before).filter(({ headers }) => headers['authorization'] === `Bearer ${key}`).length;
    const id = await start({ credentials: [{ id: stored }], budget: { maxCalls: 400, maxConcurrency: 2 } });
    await waitUntil('its first calls', () => sentWith(keys.first) > 5);
    await request(
      'mutation ($id: ID!, $input: RotateCredentialInput!) { rotateCredential(id: $id, input: $input) { id } }',
      { id: stored, input: { apiKey: keys.second } },
    );
    const old = sentWith(keys.first);
    await waitUntil('calls on the new key', () => sentWith(keys.second) > 5);
    expect(sentWith(keys.first) - old).toBeLessThanOrEqual(2);

    await request('mutation ($id: ID!) { removeCredential(id: $id) }', { id: stored });
    const removed = first.requests.length;
    await waitUntil('the wait', async () => (await statusOf(id)) === 'AWAITING_KEY');
    expect(first.requests.length - removed).toBeLessThanOrEqual(2);
    await request(resume, { id, credentials: [{ provider: 'openai', apiKey: keys.first, baseUrl: first.url }] });
    expect((await endOfOptimization(server.client, id)).status).toBe('SUCCEEDED');
    expect(await rowsOf('credentials', 'optimization', id)).toBe(0);
  });

  test('stays paused where its stored key was removed, until it is given another', async () => {
    const add = 'mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }';
    const stored = async (makeDefault: boolean): Promise<string> =>
      (
        await request(add, {
          input: { provider: 'openai', apiKey: keys.first, baseUrl: first.url, makeDefault, name: 'stored' },
        })
      ).addCredential.id;
    const [old, fresh] = [await stored(false), await stored(false)];
    const before = first.requests.length;
    const id = await start({ credentials: [{ id: old }] });
    await waitUntil('its first calls', () => first.requests.length > before + 5);
    await request(pause, { id });
    await isPaused(id);
    await request('mutation ($id: ID!) { removeCredential(id: $id) }', { id: old });
    await waitUntil('that to be known', async () => (await codeOf(resume, { id })) === 'NO_CREDENTIAL');
    expect(await statusOf(id)).toBe('PAUSED');
    await request(resume, { id, credentials: [{ id: fresh }] });
    expect((await endOfOptimization(server.client, id)).status).toBe('SUCCEEDED');

    // Deleted, it leaves the accounts and nothing else.
    const spent = async () =>
      (await request('{ usage(groupBy: [OPTIMIZATION]) { rows { key calls } } }')).usage.rows.find(
        ({ key }: Answer) => key.optimization === id,
      );
    const booked = await spent();
    expect(await rowsOf('ledger_answers', 'job', id)).toBeGreaterThan(50);
    expect(await request(remove, { id })).toEqual({ deleteOptimization: id });
    expect(await statusOf(id)).toBeUndefined();
    for (const [table, column] of [
      ['ledger_answers', 'job'],
      ['optimization_candidates', 'optimization'],
      ['optimization_events', 'optimization'],
      ['optimization_examples', 'optimization'],
    ] as const)
      expect(await rowsOf(table, column, id)).toBe(0);
    expect(await spent()).toEqual(booked);
    for (const mutation of [remove, pause, resume, cancel]) expect(await codeOf(mutation, { id })).toBe('NOT_FOUND');
  });
});
