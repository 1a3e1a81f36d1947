import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startDatabaseProxy, type DatabaseProxy } from '../support/database-proxy.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const longestLagMs = 200;

let database: TestDatabase;
let link: DatabaseProxy;
let server: BootedServer;
let fake: FakeProvider;
beforeAll(async () => {
  database = await createTestDatabase();
  link = await startDatabaseProxy(database.url);
  fake = await startFakeProvider({ dialect: 'openai', answer: () => 'OK' });
  server = await bootServer({
    databaseUrl: link.url,
    env: { BYOM_MOST_LAG_MS: String(longestLagMs), BYOM_LOG_LEVEL: 'silent' },
  });
  const input = { provider: 'openai', apiKey: 'sk-canary-0123456789abcdef', baseUrl: fake.url };
  await server.client.request('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', {
    input,
  });
});
afterAll(async () => {
  link.mend();
  await server.close();
  await fake.close();
  await link.close();
  await database.drop();
});

const ask = (): Promise<Answer> =>
  server.client.request<Answer>('mutation ($input: GenerateInput!) { generate(input: $input) { text } }', {
    input: { model: 'openai/gpt-4o-mini', messages: [{ role: 'USER', content: 'Hi' }] },
  });
const succeeds = () =>
  ask().then(
    ({ generate }) => generate.text === 'OK',
    () => false,
  );
const readiness = async () => (await fetch(`${server.origin}/health/ready`)).status;

describe('a database that', () => {
  test('is cut off: nothing is sent without a reservation that is kept, the server says so, and goes on afterwards', async () => {
    expect((await ask()).generate.text).toBe('OK');
    const sent = fake.requests.length;
    link.cut();
    const failures = await Promise.all(Array.from({ length: 20 }, () => ask().catch((error: Answer) => error)));
    for (const { response } of failures) {
      expect(response.errors[0].extensions.code).toMatch(/^(?:INTERNAL|OVERLOADED)$/);
      expect(JSON.stringify(response)).not.toMatch(/ECONN|postgres|canary|password/i);
    }
    expect(fake.requests).toHaveLength(sent);
    expect(await readiness()).toBe(503);
    link.mend();
    await waitUntil('the database', succeeds);
    expect(await readiness()).toBe(200);
  });

  test('says nothing for a while, half open: nothing is sent until it does', async () => {
    const sent = fake.requests.length;
    link.freeze();
    const asked = Array.from({ length: 5 }, () => ask());
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(fake.requests).toHaveLength(sent);
    link.mend();
    for (const { generate } of await Promise.all(asked)) expect(generate.text).toBe('OK');
    expect(fake.requests).toHaveLength(sent + asked.length);
  });
});

test('an event loop that stalls for five seconds sheds requests with 503 and Retry-After, and none once it is free', async () => {
  const post = () =>
    fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token}` },
      body: JSON.stringify({ query: '{ viewer { id } }' }),
    });
  const stalledUntil = performance.now() + 5_000;
  const stall = () => {
    const until = performance.now() + 2 * longestLagMs;
    while (performance.now() < until);
    if (performance.now() < stalledUntil) setTimeout(stall, 1);
  };
  stall();
  const shed: Response[] = [];
  while (performance.now() < stalledUntil + 500) {
    const response = await post();
    if (response.status === 503) shed.push(response);
  }
  expect(shed.length).toBeGreaterThan(0);
  for (const response of shed) {
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    const { errors } = (await response.json()) as Answer;
    expect(errors[0].extensions).toMatchObject({ code: 'OVERLOADED', retryable: true });
  }
  await waitUntil('the end of it', async () => (await post()).status === 200);
}, 20_000);
