import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';

const poison = 'sk-of-the-operator-0123456789abcdef';
const variables = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_ORG_ID', 'ANTHROPIC_API_KEY', 'AWS_SECRET_ACCESS_KEY'];

let fake: FakeProvider;
let server: BootedServer;
beforeAll(async () => {
  fake = await startFakeProvider({ dialect: 'openai', answer: () => 'OK' });
  for (const name of variables) process.env[name] = name.endsWith('URL') ? fake.url : poison;
  server = await bootServer();
});
afterAll(async () => {
  for (const name of variables) delete process.env[name];
  await server.close();
  await fake.close();
});

test('a server has no variable of a provider left once it has started', () => {
  expect(variables.filter((name) => name in process.env)).toEqual([]);
});

test('who gives no key gets NO_CREDENTIAL, whatever stood in the environment, and nothing is sent', async () => {
  for (const model of ['openai/gpt-4o-mini', 'anthropic/claude-sonnet-4-5', 'groq/llama-3.3-70b-versatile']) {
    const failure: Answer = await server.client
      .request('mutation ($input: GenerateInput!) { generate(input: $input) { text } }', {
        input: { model, messages: [{ role: 'USER', content: 'Hi' }] },
      })
      .catch((error: Answer) => error);
    expect(failure.response.errors[0].extensions.code).toBe('NO_CREDENTIAL');
    expect(JSON.stringify(failure.response)).not.toContain(poison);
  }
  expect(fake.requests).toHaveLength(0);
});
