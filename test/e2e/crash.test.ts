import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../src/optimization/seeded-random.js';
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

const kills = Number(process.env['BYOM_E2E_KILLS'] ?? 5);
const seed = Number(process.env['BYOM_E2E_SEED'] ?? Date.now() % 1_000_000);
const settings = { maxCalls: 3_000, maxConcurrency: 8, seed: 7, examples: 60 };

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function provider(): Promise<FakeProvider> {
  const latency = seededRandom('latency', seed);
  const fake = await startFakeProvider({
    dialect: 'openai',
    answer: sandboxBrain,
    latencyMs: () => 20 + 10 * latency.next(),
  });
  cleanups.push(() => fake.close());
  return fake;
}

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'byom-crash-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** With the Postgres of its own that a user without a database has. */
async function serverOn(dataDir: string): Promise<SpawnedServer> {
  const server = await spawnServer({ dataDir, databaseUrl: '', env: { BYOM_LEASE_SECONDS: '2' } });
  cleanups.push(() => server.close());
  return server;
}

describe('a server that is killed', () => {
  test(`${kills} times in the middle of an optimization ends it as if nothing had been`, async () => {
    const [calm, fake] = [await provider(), await provider()];
    const undisturbed = await serverOn(await dataFolder());
    await addOpenAiKey(undisturbed.client, calm);
    const expected = await endOfOptimization(undisturbed.client, await startOptimization(undisturbed.client, settings));
    await undisturbed.close();
    expect(expected.status).toBe('SUCCEEDED');
    // It converged: the budget had no say.
    expect(expected.reason).toBeNull();
    expect(expected.spent.calls).toBe(calm.requests.length);

    const random = seededRandom('kills', seed);
    const total = calm.requests.length;
    const moments = Array.from({ length: kills }, () => Math.round(total * (0.03 + 0.9 * random.next()))).toSorted(
      (one, other) => one - other,
    );
    const folder = await dataFolder();
    let server = await serverOn(folder);
    await addOpenAiKey(server.client, fake);
    const id = await startOptimization(server.client, settings);

    const inFlight: number[] = [];
    const recent: string[] = [];
    let atStart = 0;
    for (const moment of moments) {
      // At least one request of this life: a server that is killed before is not one at work.
      const after = Math.max(moment, atStart + 1 + random.below(10));
      await waitUntil(`request ${after}`, () => fake.requests.length >= after && fake.inFlight() > 0);
      inFlight.push(fake.inFlight());
      // Whatever came, or was answered and may not have been written down, in the last instants of this life.
      const instants = Date.now() - 500;
      await server.kill('SIGKILL');
      const ofThisLife = fake.requests.slice(atStart).filter(({ at }) => at >= instants);
      recent.push(...ofThisLife.map(({ body }) => JSON.stringify(body)));
      atStart = fake.requests.length;
      server = await serverOn(folder);
    }
    const ended = await endOfOptimization(server.client, id);
    const repeated = repeatsBeyond(calm.requests, fake.requests);
    process.stdout.write(
      `seed ${seed}: killed after ${moments.join(', ')} of ${total} requests, with ${inFlight.join(', ')} in flight; ` +
        `${repeated.length} repeated\n`,
    );
    expect(inFlight.every((count) => count > 0)).toBe(true);
    expect(inFlight).toHaveLength(kills);
    expect(outcomeOf(ended)).toEqual(outcomeOf(expected));
    // A call is in flight until its answer is written down, so that no more than the concurrency can be.
    expect(repeated.length).toBeLessThanOrEqual(kills * settings.maxConcurrency);
    expect(recent).toEqual(expect.arrayContaining(repeated));
    // Nothing that reached the provider is missing from the books; what was only about to is counted as spent.
    expect(ended.spent.calls).toBeGreaterThanOrEqual(fake.requests.length);
    expect(ended.spent.calls).toBeLessThanOrEqual(fake.requests.length + kills * settings.maxConcurrency);
  }, 120_000);
});
