import { expect, test } from '@jest/globals';
import type { GraphQLClient } from 'graphql-request';
import type { Answer } from '../support/answer.js';
import { spawnServer, type SpawnedServer } from '../support/boot-server.js';
import { startFakeProvider } from '../support/fake-provider.js';
import { createTestDatabase } from '../support/test-database.js';

const ask = (client: GraphQLClient, credential: string): Promise<Answer> =>
  client.request<Answer>('mutation ($input: GenerateInput!) { generate(input: $input) { text } }', {
    input: {
      model: 'openai-compatible/any',
      messages: [{ role: 'USER', content: 'Hi' }],
      credential: { id: credential },
    },
  });

test('what a killed replica had under way is free for the others within seconds, and not before', async () => {
  const database = await createTestDatabase();
  const fake = await startFakeProvider({ dialect: 'compatible', fault: (n) => (n <= 3 ? 'hang' : undefined) });
  const running: SpawnedServer[] = [];
  try {
    const doomed = await spawnServer({ databaseUrl: database.url });
    running.push(doomed);
    const other = await spawnServer({ databaseUrl: database.url, dataDir: doomed.dataDir });
    running.push(other);
    const { addCredential } = await doomed.client.request<Answer>(
      'mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }',
      { input: { provider: 'openai-compatible', apiKey: 'sk-0123456789abcdefghij', baseUrl: fake.url, name: 'key' } },
    );
    await doomed.client.request('mutation { setRateLimit(input: { maxConcurrency: 3 }) { id } }');
    const lost = Promise.allSettled(Array.from({ length: 3 }, () => ask(doomed.client, addCredential.id)));
    while (fake.requests.length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
    // Longer than permits last that are not renewed.
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    const { rateLimits } = await other.client.request<Answer>('{ rateLimits { inFlight } }');
    expect(rateLimits).toEqual([{ inFlight: 3 }]);
    const waiting = ask(other.client, addCredential.id);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(fake.requests).toHaveLength(3);

    const killed = performance.now();
    await doomed.kill('SIGKILL');
    await waiting;
    expect(performance.now() - killed).toBeLessThan(8_000);
    expect(fake.requests).toHaveLength(4);
    await lost;
  } finally {
    for (const server of running.toReversed()) await server.close();
    await fake.close();
    await database.drop();
  }
}, 120_000);
