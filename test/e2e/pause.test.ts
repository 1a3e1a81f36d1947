import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { spawnServer, type SpawnedServer } from '../support/boot-server.js';
import {
  addOpenAiKey,
  endOfOptimization,
  outcomeOf,
  repeatsBeyond,
  sandboxBrain,
  startOptimization,
} from '../support/e2e-optimization.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';
import { createTestDatabase } from '../support/test-database.js';

const settings = { maxCalls: 200, maxConcurrency: 8, seed: 7, examples: 40 };

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function provider(): Promise<FakeProvider> {
  const fake = await startFakeProvider({ dialect: 'openai', answer: sandboxBrain, latencyMs: 25 });
  cleanups.push(() => fake.close());
  return fake;
}

async function serverOn(where: { dataDir: string; databaseUrl: string }): Promise<SpawnedServer> {
  const server = await spawnServer(where);
  cleanups.push(() => server.close());
  return server;
}

const statusOf = async (server: SpawnedServer, id: string): Promise<string> => {
  const read: Answer = await server.client.request('query ($id: ID!) { optimization(id: $id) { status } }', { id });
  return read.optimization.status;
};
const ask = (server: SpawnedServer, mutation: string, id: string) =>
  server.client.request<Answer>(`mutation ($id: ID!) { ${mutation}(id: $id) { status } }`, { id });

describe('an optimization that is paused', () => {
  test('by one replica while another runs it, rests through a restart, and ends as if nothing had been', async () => {
    const [calm, fake] = [await provider(), await provider()];
    const database = await createTestDatabase();
    cleanups.push(() => database.drop());
    const dataDir = await mkdtemp(path.join(tmpdir(), 'byom-pause-'));
    cleanups.push(() => rm(dataDir, { recursive: true, force: true }));
    const where = { dataDir, databaseUrl: database.url };

    const worker = await serverOn(where);
    await addOpenAiKey(worker.client, calm);
    const expected = await endOfOptimization(worker.client, await startOptimization(worker.client, settings));
    expect(expected.status).toBe('SUCCEEDED');

    await addOpenAiKey(worker.client, fake);
    const other = await spawnServer({ ...where, env: { BYOM_OPTIMIZATIONS: '0' } });
    cleanups.push(() => other.close());
    const id = await startOptimization(worker.client, settings);
    const events: string[] = [];
    const following = (async () => {
      const query = 'subscription ($id: ID!) { optimization(id: $id) { kind optimization { status } } }';
      for await (const { data } of other.subscriber().iterate<Answer>({ query, variables: { id } }))
        events.push(data!.optimization.kind);
    })();
    await waitUntil('a good part', () => fake.requests.length >= calm.requests.length / 2);
    const { pauseOptimization } = await ask(other, 'pauseOptimization', id);
    expect(['RUNNING', 'PAUSED']).toContain(pauseOptimization.status);
    await waitUntil('the pause', async () => (await statusOf(other, id)) === 'PAUSED');
    const paused = fake.requests.length;
    expect(fake.inFlight()).toBe(0);
    expect(paused).toBeLessThan(calm.requests.length);
    await waitUntil('its event', () => events.includes('PAUSED'));

    await worker.close();
    const next = await serverOn(where);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect([await statusOf(next, id), fake.requests.length]).toEqual(['PAUSED', paused]);

    await ask(other, 'resumeOptimization', id);
    const ended = await endOfOptimization(next.client, id);
    expect(outcomeOf(ended)).toEqual(outcomeOf(expected));
    expect(repeatsBeyond(calm.requests, fake.requests)).toEqual([]);
    expect(fake.requests).toHaveLength(calm.requests.length);
    expect(ended.spent).toMatchObject({ calls: fake.requests.length });
    // Who followed through the pause, over the other replica, saw it to its end.
    await following;
    const told = events.filter((kind) => kind !== 'PROGRESS' && kind !== 'CANDIDATE' && kind !== 'IMPROVED');
    expect(told).toEqual(['STARTED', 'PAUSED', 'RESUMED', 'FINISHED']);
  }, 60_000);
});
