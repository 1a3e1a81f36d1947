import { afterEach, describe, expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Answer } from '../support/answer.js';
import { spawnServer, type SpawnedServer } from '../support/boot-server.js';
import { addOpenAiKey, endOfOptimization, sandboxBrain, startOptimization } from '../support/e2e-optimization.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { startFakeProvider } from '../support/fake-provider.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const settings = { maxCalls: 150, maxConcurrency: 4, seed: 7, examples: 40 };
const generate = `mutation { generate(input: {
  model: "openai/gpt-4o-mini", messages: [{ role: USER, content: "Hi" }] }) { id } }`;

async function postmasterOf({ dataDir }: SpawnedServer): Promise<number> {
  const folder = path.join(dataDir, 'postgres');
  const home = (await readdir(folder)).find((name) => /^postgres-\d+$/.test(name))!;
  const file = await readFile(path.join(folder, home, 'data', 'postmaster.pid'), 'utf8');
  return Number.parseInt(file, 10);
}

describe('the embedded Postgres', () => {
  test('is killed under load: readiness tells it, it is there again soon, and nothing that was bought is lost', async () => {
    const fake = await startFakeProvider({
      dialect: 'openai',
      latencyMs: 40,
      answer: (request) => (request.messages.length === 1 ? 'OK' : sandboxBrain(request)),
    });
    cleanups.push(() => fake.close());
    const server = await spawnServer({ databaseUrl: '', env: { BYOM_LEASE_SECONDS: '2' } });
    cleanups.push(() => server.close());
    await addOpenAiKey(server.client, fake);
    const readiness = async () => {
      const response = await fetch(`${server.origin}/health/ready`);
      return { status: response.status, body: (await response.json()) as Answer };
    };
    expect(await readiness()).toEqual({ status: 200, body: { status: 'ready' } });

    const id = await startOptimization(server.client, settings);
    const loading = new AbortController();
    const { signal } = loading;
    const answered: string[] = [];
    const codes = new Set<string>();
    const load = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (!signal.aborted) {
          await server.client.request<Answer>(generate).then(
            (answer) => answered.push(answer.generate.id),
            (thrown: Answer) => {
              const { code, retryable } = thrown.response.errors[0].extensions;
              codes.add(`${code} ${retryable}`);
            },
          );
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }),
    );
    for (const moment of [20, 60]) {
      await waitUntil('calls', () => fake.requests.length > moment && answered.length > moment / 4);
      const pid = await postmasterOf(server);
      process.kill(pid, 'SIGKILL');
      const at = Date.now();
      await waitUntil('it to be told', async () => (await readiness()).status === 503);
      await waitUntil('it to be there again', async () => (await readiness()).status === 200);
      expect(Date.now() - at).toBeLessThan(10_000);
      expect(await postmasterOf(server)).not.toBe(pid);
      const before = answered.length;
      await waitUntil('answers again', () => answered.length > before + 5);
    }
    const ended = await endOfOptimization(server.client, id);
    loading.abort();
    await load;
    expect(ended.status).toBe('SUCCEEDED');
    // Calls that met the outage are told so in one way, and as ones to try again.
    expect([...codes].filter((code) => code !== 'OVERLOADED true')).toEqual([]);
    // Nothing reached the provider that the books do not know of.
    const { usage } = await server.client.request<Answer>('{ usage(groupBy: []) { rows { calls } } }');
    expect(usage.rows[0].calls).toBeGreaterThanOrEqual(fake.requests.length);
  }, 90_000);
});
