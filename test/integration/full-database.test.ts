import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';
import { inspectDatabase } from '../support/inspect-database.js';

let server: BootedServer;
let fake: FakeProvider;
beforeAll(async () => {
  [fake, server] = await Promise.all([startFakeProvider({ dialect: 'openai', answer: () => 'OK' }), bootServer()]);
});
afterAll(async () => {
  await server.close();
  await fake.close();
});

const generate = () =>
  server.client.request<Answer>('mutation ($v: GenerateInput!) { generate(input: $v) { text } }', {
    v: {
      model: 'openai/gpt-4o-mini',
      messages: [{ role: 'USER', content: 'Hi' }],
      credential: { provider: 'openai', apiKey: 'sk-0123456789abcdefghij', baseUrl: fake.url },
    },
  });
const readiness = async () => {
  const response = await fetch(`${server.origin}/health/ready`);
  return { http: response.status, ...((await response.json()) as { status: string; reason?: string }) };
};

test('a database without room is told by readiness, nothing is bought meanwhile, and it passes by itself', async () => {
  expect((await generate()).generate.text).toBe('OK');
  const sent = fake.requests.length;
  // What Postgres says where a file cannot grow.
  await inspectDatabase(
    server.databaseUrl,
    `create function no_room() returns trigger language plpgsql as
       $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
     create trigger no_room before insert on ledger_attempts execute function no_room()`,
  );
  const error: Answer = await generate().catch((thrown: Answer) => thrown.response.errors[0]);
  expect(error.extensions).toEqual({ code: 'OVERLOADED', retryable: true });
  expect(error.message).toMatch(/no room/);
  expect(await readiness()).toEqual({
    http: 503,
    status: 'not ready',
    reason: expect.stringMatching(/no room/),
  });
  // What only reads goes on.
  expect((await server.client.request<Answer>('{ viewer { name } }')).viewer.name).toBe('default');
  expect(fake.requests.length).toBe(sent);

  await inspectDatabase(server.databaseUrl, 'drop trigger no_room on ledger_attempts; drop function no_room()');
  await waitUntil('it to be ready again', async () => (await readiness()).status === 'ready', { everyMs: 250 });
  expect((await generate()).generate.text).toBe('OK');
}, 40_000);
