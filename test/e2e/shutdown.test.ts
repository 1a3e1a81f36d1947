import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Answer } from '../support/answer.js';
import { spawnServer, type SpawnedServer } from '../support/boot-server.js';
import {
  addOpenAiKey,
  endOfOptimization,
  repeatsBeyond,
  sandboxBrain,
  startOptimization,
} from '../support/e2e-optimization.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';

const settings = { maxCalls: 150, maxConcurrency: 4, seed: 7, examples: 40 };
const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function provider(latencyMs = 60): Promise<FakeProvider> {
  const fake = await startFakeProvider({
    dialect: 'openai',
    latencyMs,
    pieceDelayMs: 250,
    answer: (request) => (request.messages.length === 1 ? 'one two three four five' : sandboxBrain(request)),
  });
  cleanups.push(() => fake.close());
  return fake;
}

async function replicas(): Promise<readonly [SpawnedServer, SpawnedServer]> {
  const first = await spawnServer();
  cleanups.push(() => first.close());
  const { databaseUrl, dataDir } = first;
  // It works on what the first lets go of.
  const second = await spawnServer({ databaseUrl, dataDir });
  cleanups.push(() => second.close());
  return [first, second];
}

const follow = 'subscription ($id: ID!, $after: String) { optimization(id: $id, after: $after) { cursor kind } }';
const stream = 'subscription ($v: GenerateInput!) { generate(input: $v) { delta generation { text } } }';
const asked = (idempotencyKey: string) => ({
  v: { model: 'openai/gpt-4o-mini', messages: [{ role: 'USER', content: 'Count' }], idempotencyKey },
});

describe('a server that is told to end', () => {
  test('lets its subscribers go to another replica, hands its run over, finishes what is paid for, and exits with 0', async () => {
    const [fake, calm] = [await provider(), await provider()];
    const [first, second] = await replicas();
    await addOpenAiKey(first.client, calm);
    const undisturbed = await endOfOptimization(first.client, await startOptimization(first.client, settings));
    expect(undisturbed.status).toBe('SUCCEEDED');
    await addOpenAiKey(first.client, fake);

    // Whichever of the two works on it: that is the one that ends.
    const id = await startOptimization(first.client, settings);
    await waitUntil('its calls', () => fake.requests.length > 10);
    const events: Answer[] = [];
    const overSse = (async () => {
      for await (const { data } of first.subscriber().iterate<Answer>({ query: follow, variables: { id } }))
        events.push(data!.optimization);
    })();
    const closed: number[] = [];
    const socket = createClient({
      url: first.url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${first.token}` },
      on: { closed: (event) => closed.push((event as { code: number }).code) },
    });
    const overWs = (async () => {
      for await (const _ of socket.iterate({ query: follow, variables: { id } }));
    })().catch((error: Answer) => error);
    const said: Answer[] = [];
    const generated = (async () => {
      for await (const { data } of first.subscriber().iterate<Answer>({ query: stream, variables: asked('k') }))
        said.push(data!.generate);
    })();
    await waitUntil('what they follow', () => events.length > 0 && said.length > 0);

    const exit = once(first.child, 'exit');
    const toldAt = Date.now();
    first.child.kill('SIGTERM');
    await Promise.all([overSse, overWs]);
    expect(closed).toEqual([1001]);
    expect(events.map(({ kind }) => kind)).not.toContain('FINISHED');
    expect(Date.now() - toldAt).toBeLessThan(3_000);
    const ready = await fetch(`${first.origin}/health/ready`).then(
      ({ status }) => status,
      () => 'refused',
    );
    expect([503, 'refused']).toContain(ready);
    await generated;
    expect(said.at(-1).generation.text).toBe('one two three four five');
    expect(await exit).toEqual([0, null]);
    expect(Date.now() - toldAt).toBeLessThan(15_000);

    // From where they were, elsewhere.
    const rest: Answer[] = [];
    const variables = { id, after: events.at(-1).cursor };
    for await (const { data } of second.subscriber().iterate<Answer>({ query: follow, variables }))
      rest.push(data!.optimization);
    expect(rest.at(-1).kind).toBe('FINISHED');
    const ended = await endOfOptimization(second.client, id);
    expect(ended.status).toBe('SUCCEEDED');
    // Calls that were under way came to their end: none was made again.
    expect(
      repeatsBeyond(
        calm.requests,
        fake.requests.filter(({ body }) => body.stream !== true),
      ),
    ).toEqual([]);
    expect(ended.spent.calls).toBe(undisturbed.spent.calls);
  }, 60_000);

  test('twice ends at once', async () => {
    const fake = await provider(20_000);
    const server = await spawnServer();
    cleanups.push(() => server.close());
    await addOpenAiKey(server.client, fake);
    const { v } = asked('k');
    const waiting = server.client
      .request('mutation ($v: GenerateInput!) { generate(input: $v) { text } }', { v })
      .catch(() => 'cut');
    await waitUntil('the call', () => fake.requests.length > 0);
    const exit = once(server.child, 'exit');
    server.child.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(server.child.exitCode).toBeNull();
    const at = Date.now();
    server.child.kill('SIGTERM');
    expect(await exit).toEqual([1, null]);
    expect(Date.now() - at).toBeLessThan(2_000);
    expect(await waiting).toBe('cut');
  }, 30_000);
});
