import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';
import { startRawServer, type RawServer } from '../support/raw-server.js';

let server: BootedServer;
let fake: FakeProvider;
let sentinel: RawServer;
beforeAll(async () => {
  sentinel = await startRawServer((_, response) => response.end('never asked'));
  fake = await startFakeProvider({ dialect: 'openai', answer: () => 'OK' });
  server = await bootServer();
  const input = { provider: 'openai', apiKey: 'sk-canary-0123456789abcdef', baseUrl: fake.url };
  await server.client.request('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', {
    input,
  });
});
afterAll(async () => {
  await server.close();
  await fake.close();
  await sentinel.close();
});

test('URLs of images, of tools and in texts go to the provider as they are, and are fetched by nobody here (case 24)', async () => {
  const url = `${sentinel.origin}/pixel.png`;
  const { generate } = await server.client.request<Answer>(
    'mutation ($input: GenerateInput!) { generate(input: $input) { text } }',
    {
      input: {
        model: 'openai/gpt-4o-mini',
        messages: [
          { role: 'SYSTEM', content: `Look at ${url} first.` },
          { role: 'USER', content: `What is on it? ${url}`, images: [{ url }] },
        ],
        tools: [
          {
            name: 'look',
            description: `Fetches ${url}`,
            schema: { $schema: `${url}?s`, type: 'object', properties: { at: { const: url } } },
          },
        ],
      },
    },
  );
  expect(generate.text).toBe('OK');
  const sent = JSON.stringify(fake.requests.at(-1)!.body);
  expect(sent.split(url).length - 1).toBeGreaterThanOrEqual(4);
  expect(sentinel.connections).toBe(0);
});
