import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import { spawnServer, type SpawnedServer } from '../support/boot-server.js';
import { addOpenAiKey, endOfOptimization, sandboxBrain, startOptimization } from '../support/e2e-optimization.js';
import { startFakeProvider, type FakeProvider, type Fault } from '../support/fake-provider.js';

let server: SpawnedServer;
let fake: FakeProvider;
beforeAll(async () => {
  server = await spawnServer();
}, 30_000);
afterEach(() => fake.close());
afterAll(() => server.close());

describe('a budget of 100 calls', () => {
  test.each([1, 2, 3])(
    'is used up and never passed by 16 at once, one in ten of which fails (%i)',
    async (seed) => {
      const random = seededRandom('faults', seed);
      let failed = 0;
      const fault = (): Fault | undefined => {
        if (random.next() >= 0.1) return undefined;
        failed += 1;
        return random.next() < 0.5 ? { status: 429, headers: { 'retry-after': '0' } } : { status: 500 };
      };
      fake = await startFakeProvider({ dialect: 'openai', answer: sandboxBrain, latencyMs: () => 15, fault });
      await addOpenAiKey(server.client, fake);
      const id = await startOptimization(server.client, { maxCalls: 100, maxConcurrency: 16, seed, examples: 60 });
      const ended = await endOfOptimization(server.client, id);
      expect(ended.status).toBe('SUCCEEDED');
      expect(failed).toBeGreaterThan(0);
      expect(fake.requests.length).toBeLessThanOrEqual(100);
      expect(fake.requests.length).toBeGreaterThanOrEqual(95);
      expect(ended.spent.calls).toBe(fake.requests.length);
      expect(ended.spentBy.reduce((sum, { spend }) => sum + spend.calls, 0)).toBe(ended.spent.calls);
    },
    40_000,
  );
});

describe('a streamed generation', () => {
  test('whose socket is cut goes on, is paid once, and comes whole to whoever subscribes again', async () => {
    const words = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');
    fake = await startFakeProvider({ dialect: 'openai', answer: () => words, pieceDelayMs: 15 });
    await addOpenAiKey(server.client, fake);
    const query = `subscription ($input: GenerateInput!) {
      generate(input: $input) { delta generation { text attempts { errorCode } } } }`;
    const input = {
      model: 'openai/gpt-4o-mini',
      messages: [{ role: 'USER', content: 'Count.' }],
      idempotencyKey: randomUUID(),
    };

    const subscription = request(server.url, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        authorization: `Bearer ${server.token}`,
        'content-type': 'application/json',
      },
    });
    subscription.end(JSON.stringify({ query, variables: { input } }));
    const [response] = await once(subscription, 'response');
    let read = '';
    for await (const piece of response.setEncoding('utf8')) {
      read += piece;
      // In the middle: some of the text has come, and not its end.
      if (read.includes('word3')) break;
    }
    subscription.destroy();
    expect(read).toContain('word3');
    expect(read).not.toContain('word39');
    expect(fake.inFlight()).toBe(1);

    interface Event {
      readonly generate: {
        readonly delta: string | null;
        readonly generation: { text: string; attempts: readonly unknown[] } | null;
      };
    }
    const follow = async () => {
      const client = server.subscriber();
      const events: Event['generate'][] = [];
      for await (const { data, errors } of client.iterate<Event>({ query, variables: { input } })) {
        expect(errors).toBeUndefined();
        events.push(data!.generate);
      }
      client.dispose();
      return events;
    };
    const events = await follow();
    expect(events.map(({ delta }) => delta ?? '').join('')).toBe(words);
    expect(events.at(-1)?.generation).toEqual({ text: words, attempts: [{ errorCode: null }] });
    // And to whoever comes when it is over.
    expect((await follow()).at(-1)?.generation?.text).toBe(words);
    expect(fake.requests).toHaveLength(1);
  }, 30_000);
});
