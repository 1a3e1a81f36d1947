import { afterEach, describe, expect, test } from '@jest/globals';
import { GraphQLClient } from 'graphql-request';
import type { Answer } from '../support/answer.js';
import { bootServer } from '../support/boot-server.js';
import { startFakeProvider, type FakeProvider, type FakeProviderOptions } from '../support/fake-provider.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Two replicas on one database, and a provider with a clock of its own. */
async function replicas(options: Partial<FakeProviderOptions> = {}, env: Readonly<Record<string, string>> = {}) {
  const fake = await startFakeProvider({ dialect: 'compatible', ...options });
  closing.push(() => fake.close());
  const first = await bootServer({ env });
  closing.push(() => first.close());
  const second = await bootServer({ env, databaseUrl: first.databaseUrl, dataDir: first.dataDir });
  closing.push(() => second.close());
  const { id } = await addCredential(first.client, fake);
  return { fake, first, second, both: [first, second] as const, credential: id };
}

async function addCredential(client: GraphQLClient, { url }: FakeProvider, name = 'key'): Promise<Answer> {
  const input = { provider: 'openai-compatible', apiKey: 'sk-0123456789abcdefghij', baseUrl: url, name };
  const document = 'mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }';
  return (await client.request<Answer>(document, { input })).addCredential;
}

async function ask(client: GraphQLClient, credential: string, more: object = {}): Promise<Answer> {
  const input = {
    model: 'openai-compatible/any',
    messages: [{ role: 'USER', content: 'Hi' }],
    parameters: { maxOutputTokens: 10 },
    credential: { id: credential },
    ...more,
  };
  const document = 'mutation ($input: GenerateInput!) { generate(input: $input) { text } }';
  const began = performance.now();
  try {
    await client.request<Answer>(document, { input });
    return { code: 'OK', ms: performance.now() - began };
  } catch (error) {
    const { extensions } = (error as Answer).response.errors[0];
    return { ...extensions, ...extensions.details, ms: performance.now() - began };
  }
}

const limit = async (client: GraphQLClient, input: object): Promise<Answer> =>
  (
    await client.request<Answer>(
      'mutation ($input: SetRateLimitInput!) { setRateLimit(input: $input) { id scope setBy requestsLeft } }',
      { input },
    )
  ).setRateLimit;

const counted = (answers: readonly Answer[]) => answers.filter(({ code }) => code === 'OK').length;

describe('a limit of requests', () => {
  test('holds over two replicas, and turns away at once what cannot be served in time', async () => {
    const { fake, first, second, both, credential } = await replicas();
    await limit(first.client, { requestsPerMinute: 12 });
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => ask(both[n % 2]!.client, credential)));
    expect(counted(answers)).toBe(12);
    expect(fake.requests).toHaveLength(12);
    const refused = answers.filter(({ code }) => code !== 'OK');
    for (const { code, limit: whose, retryAfterMs, retryable, ms } of refused) {
      expect([code, whose, retryable]).toEqual(['RATE_LIMITED', 'tenant', true]);
      expect(retryAfterMs).toBeGreaterThan(40_000);
      expect(retryAfterMs).toBeLessThan(70_000);
      expect(ms).toBeLessThan(9_500);
    }
    const { rateLimits } = await second.client.request<Answer>('{ rateLimits { scope requestsLeft } }');
    expect(rateLimits).toEqual([{ scope: 'TENANT', requestsLeft: 0 }]);
  });

  test('is of the credential or the provider alone where it says so', async () => {
    const { fake, first, second, both, credential } = await replicas();
    const { id: other } = await addCredential(first.client, fake, 'other');
    await limit(first.client, { credential, requestsPerMinute: 3 });
    await limit(second.client, { provider: 'openai-compatible', requestsPerMinute: 8 });
    const own = await Promise.all(Array.from({ length: 6 }, (_, n) => ask(both[n % 2]!.client, credential)));
    expect(counted(own)).toBe(3);
    expect(own.find(({ code }) => code !== 'OK')).toMatchObject({ code: 'RATE_LIMITED', limit: 'credential' });
    const others = await Promise.all(Array.from({ length: 8 }, (_, n) => ask(both[n % 2]!.client, other)));
    expect(counted(others)).toBe(5);
    expect(others.find(({ code }) => code !== 'OK')).toMatchObject({ code: 'RATE_LIMITED', limit: 'provider' });
  });
});

describe('a limit of requests at once', () => {
  test('is passed at no time over two replicas, and all calls come through', async () => {
    let most = 0;
    const setting = await replicas({
      latencyMs: 30,
      fault: () => void (most = Math.max(most, setting.fake.inFlight())),
    });
    const { first, both, credential } = setting;
    await limit(first.client, { maxConcurrency: 4 });
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => ask(both[n % 2]!.client, credential)));
    expect(counted(answers)).toBe(60);
    expect(most).toBeLessThanOrEqual(4);
    expect(most).toBeGreaterThan(2);
  });
});
