import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphQLClient } from 'graphql-request';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startFakeProvider, type FakeProvider, type FakeProviderOptions } from '../support/fake-provider.js';

// Two replicas on one database.
let servers: readonly [BootedServer, BootedServer];
beforeAll(async () => {
  const first = await bootServer();
  servers = [first, await bootServer({ databaseUrl: first.databaseUrl, dataDir: first.dataDir })];
});
afterAll(async () => {
  for (const server of servers.toReversed()) await server.close();
});

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Customer {
  readonly id: string;
  /** The same customer at either replica. */
  readonly at: readonly [GraphQLClient, GraphQLClient];
}

async function customer(): Promise<Customer> {
  const { createTenant } = await servers[0].client.request<Answer>(
    'mutation { createTenant(name: "customer") { token tenant { id } } }',
  );
  const headers = { authorization: `Bearer ${createTenant.token}` };
  const [first, second] = servers.map(({ url }) => new GraphQLClient(url, { headers }));
  return { id: createTenant.tenant.id, at: [first!, second!] };
}

async function provider(options: Partial<FakeProviderOptions> = {}): Promise<FakeProvider> {
  const fake = await startFakeProvider({ dialect: 'compatible', ...options });
  closing.push(() => fake.close());
  return fake;
}

async function credentialOf({ at: [client] }: Customer, { url }: FakeProvider, name = 'key'): Promise<string> {
  const input = { provider: 'openai-compatible', apiKey: 'sk-0123456789abcdefghij', baseUrl: url, name };
  const document = 'mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }';
  return (await client.request<Answer>(document, { input })).addCredential.id;
}

/** The extensions of what a document fails with, or `{ code: 'OK' }`, and how long it took. */
async function tried(client: GraphQLClient, document: string, variables: object = {}): Promise<Answer> {
  const began = performance.now();
  try {
    const data = await client.request<Answer>(document, variables);
    return { code: 'OK', data, ms: performance.now() - began };
  } catch (error) {
    const { extensions } = (error as Answer).response.errors[0];
    return { ...extensions, ...extensions.details, ms: performance.now() - began };
  }
}

const ask = (client: GraphQLClient, credential: string): Promise<Answer> =>
  tried(client, 'mutation ($input: GenerateInput!) { generate(input: $input) { text } }', {
    input: {
      model: 'openai-compatible/any',
      messages: [{ role: 'USER', content: 'Hi' }],
      parameters: { maxOutputTokens: 10 },
      credential: { id: credential },
    },
  });

const setLimit = (client: GraphQLClient, input: object): Promise<Answer> =>
  tried(client, 'mutation ($input: SetRateLimitInput!) { setRateLimit(input: $input) { id setBy } }', { input });

const times = <T>(count: number, make: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)));
const came = (answers: readonly Answer[]) => answers.filter(({ code }) => code === 'OK').length;

describe('a limit of requests', () => {
  test('holds over two replicas, and turns away at once what cannot be served in time', async () => {
    const [fake, one] = [await provider(), await customer()];
    const credential = await credentialOf(one, fake);
    await setLimit(one.at[0], { requestsPerMinute: 12 });
    const answers = await times(40, (n) => ask(one.at[n % 2]!, credential));
    expect(came(answers)).toBe(12);
    expect(fake.requests).toHaveLength(12);
    for (const { code, limit, retryAfterMs, retryable, ms } of answers.filter((answer) => answer.code !== 'OK')) {
      expect([code, limit, retryable]).toEqual(['RATE_LIMITED', 'tenant', true]);
      expect(retryAfterMs).toBeGreaterThan(40_000);
      expect(retryAfterMs).toBeLessThan(70_000);
      expect(ms).toBeLessThan(9_500);
    }
    const { rateLimits } = await one.at[1].request<Answer>('{ rateLimits { scope requestsLeft tokensLeft inFlight } }');
    expect(rateLimits).toEqual([{ scope: 'TENANT', requestsLeft: 0, tokensLeft: null, inFlight: null }]);
  });

  test('is of the credential or the provider alone where it says so, and every one holds', async () => {
    const [fake, one] = [await provider(), await customer()];
    const [key, other] = [await credentialOf(one, fake), await credentialOf(one, fake, 'other')];
    await setLimit(one.at[0], { credential: key, requestsPerMinute: 3 });
    await setLimit(one.at[1], { provider: 'openai-compatible', requestsPerMinute: 8 });
    const own = await times(6, (n) => ask(one.at[n % 2]!, key));
    expect(came(own)).toBe(3);
    expect(own.find(({ code }) => code !== 'OK')).toMatchObject({ code: 'RATE_LIMITED', limit: 'credential' });
    const others = await times(8, (n) => ask(one.at[n % 2]!, other));
    expect(came(others)).toBe(5);
    expect(others.find(({ code }) => code !== 'OK')).toMatchObject({ code: 'RATE_LIMITED', limit: 'provider' });
  });

  test('goes with its credential, and lets those go on that wait where it is lifted', async () => {
    const [fake, one] = [await provider({ latencyMs: 1_500 }), await customer()];
    const [key, other] = [await credentialOf(one, fake), await credentialOf(one, fake, 'other')];
    const { data } = await setLimit(one.at[0], { maxConcurrency: 1 });
    await setLimit(one.at[0], { credential: other, requestsPerMinute: 3 });
    await one.at[1].request('mutation ($id: ID!) { removeCredential(id: $id) }', { id: other });
    const limits = () => one.at[1].request<Answer>('{ rateLimits { scope credential { id } } }');
    expect((await limits()).rateLimits).toEqual([{ scope: 'TENANT', credential: null }]);
    const asked = times(6, (n) => ask(one.at[n % 2]!, key));
    while (fake.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await one.at[1].request('mutation ($id: ID!) { removeRateLimit(id: $id) }', { id: data.setRateLimit.id });
    // One after the other they would take nine seconds.
    expect(Math.max(...(await asked).map(({ ms }) => ms))).toBeLessThan(7_000);
    expect(came(await asked)).toBe(6);
  });

  test('counts retries', async () => {
    const fake = await provider({ fault: () => ({ status: 500 }) });
    const one = await customer();
    const credential = await credentialOf(one, fake);
    await setLimit(one.at[0], { requestsPerMinute: 2 });
    expect(await ask(one.at[0], credential)).toMatchObject({ code: 'PROVIDER_OVERLOADED' });
    expect(fake.requests).toHaveLength(2);
  });
});

describe('a limit of requests at once', () => {
  test('is passed at no time over two replicas, and all calls come through', async () => {
    let most = 0;
    const fake: FakeProvider = await provider({
      latencyMs: 30,
      fault: () => void (most = Math.max(most, fake.inFlight())),
    });
    const one = await customer();
    const credential = await credentialOf(one, fake);
    await setLimit(one.at[0], { maxConcurrency: 4 });
    const answers = await times(60, (n) => ask(one.at[n % 2]!, credential));
    expect(came(answers)).toBe(60);
    expect(most).toBeLessThanOrEqual(4);
    expect(most).toBeGreaterThan(2);
  });

  test('of one tenant delays no call of another', async () => {
    const fake = await provider({ latencyMs: 150 });
    const [noisy, quiet] = [await customer(), await customer()];
    const [keyOfNoisy, keyOfQuiet] = [await credentialOf(noisy, fake), await credentialOf(quiet, fake)];
    await setLimit(noisy.at[0], { maxConcurrency: 1 });
    await setLimit(quiet.at[0], { maxConcurrency: 2 });
    await ask(quiet.at[0], keyOfQuiet);
    const waiting = times(40, (n) => ask(noisy.at[n % 2]!, keyOfNoisy));
    const alone: Answer[] = [];
    for (let n = 0; n < 4; n += 1) alone.push(await ask(quiet.at[n % 2]!, keyOfQuiet));
    expect(came(alone)).toBe(4);
    // 40 calls of 150 ms, one by one, are six seconds of waiting.
    expect(alone.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThan(4_500);
    expect(came(await waiting)).toBeGreaterThan(10);
  });
});

describe('a provider that asks to slow down', () => {
  test('is heeded by the other replica, and after a restart', async () => {
    const fake = await provider({
      fault: (n) => (n === 1 ? { status: 429, headers: { 'retry-after': '100000' } } : undefined),
    });
    const one = await customer();
    const credential = await credentialOf(one, fake);
    // Known there before.
    expect((await ask(one.at[1], credential)).code).toBe('RATE_LIMITED');
    const paused = '{ credentials { pausedUntil } }';
    const until = async (client: GraphQLClient): Promise<number> => {
      const at = (await client.request<Answer>(paused)).credentials[0].pausedUntil;
      return at === null ? 0 : Date.parse(at) - Date.now();
    };
    for (let left = 50; left > 0 && (await until(one.at[0])) === 0; left -= 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    // No provider is believed to want so long a pause.
    expect(await until(one.at[0])).toBeGreaterThan(500_000);
    expect(await until(one.at[0])).toBeLessThanOrEqual(600_000);
    const other = await ask(one.at[0], credential);
    expect(other).toMatchObject({ code: 'RATE_LIMITED', retryable: true, provider: { id: 'openai-compatible' } });
    expect(other.provider.retryAfterMs).toBeGreaterThan(500_000);
    expect(fake.requests).toHaveLength(1);

    const restarted = await bootServer({ databaseUrl: servers[0].databaseUrl, dataDir: servers[0].dataDir });
    closing.push(() => restarted.close());
    const { headers } = one.at[0].requestConfig as { readonly headers: Record<string, string> };
    expect((await ask(new GraphQLClient(restarted.url, { headers }), credential)).code).toBe('RATE_LIMITED');
    expect(fake.requests).toHaveLength(1);

    // Another key was asked for nothing.
    await one.at[0].request(
      'mutation ($id: ID!, $input: RotateCredentialInput!) { rotateCredential(id: $id, input: $input) { id } }',
      { id: credential, input: { apiKey: 'sk-another-key-0123456789' } },
    );
    expect(await until(one.at[1])).toBe(0);
  });

  test('delays the calls of the other replica by as long as it asked', async () => {
    const fake = await provider({
      fault: (n) => (n === 2 ? { status: 429, headers: { 'retry-after-ms': '1500' } } : undefined),
    });
    const one = await customer();
    const credential = await credentialOf(one, fake);
    await ask(one.at[1], credential);
    const refused = ask(one.at[0], credential);
    while (fake.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setTimeout(resolve, 400));
    await Promise.all([refused, ask(one.at[1], credential)]);
    const [, limited, ...later] = fake.requests.map(({ at }) => at);
    expect(later).toHaveLength(2);
    for (const at of later) expect(at - limited!).toBeGreaterThanOrEqual(1_480);
  });

  test('in the headers of its answers is heeded before it refuses', async () => {
    const fake = await provider({
      headers: () => ({
        'x-ratelimit-limit-requests': '10',
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '10s',
      }),
    });
    const one = await customer();
    const credential = await credentialOf(one, fake);
    await ask(one.at[0], credential);
    expect((await ask(one.at[0], credential)).ms).toBeGreaterThan(900);
    expect(came([await ask(one.at[0], credential)])).toBe(1);
  });
});

describe('the operator’s ceiling', () => {
  const ceiling =
    'mutation ($tenant: ID!, $input: RateCeilingInput!) { setRateCeiling(tenant: $tenant, input: $input) { id setBy } }';

  test('is seen by its tenant, who can neither lift nor pass it', async () => {
    const [fake, one] = [await provider(), await customer()];
    const credential = await credentialOf(one, fake);
    const [operator] = servers;
    const input = { requestsPerMinute: 2 };
    const { data } = await tried(operator.client, ceiling, { tenant: one.id, input });
    expect(data.setRateCeiling.setBy).toBe('OPERATOR');
    await setLimit(one.at[0], { requestsPerMinute: 1_000_000 });
    const { rateLimits } = await one.at[1].request<Answer>('{ rateLimits { id setBy requestsPerMinute } }');
    expect(rateLimits).toEqual([
      { id: data.setRateCeiling.id, setBy: 'OPERATOR', requestsPerMinute: 2 },
      expect.objectContaining({ setBy: 'TENANT', requestsPerMinute: 1_000_000 }),
    ]);
    expect(came(await times(6, (n) => ask(one.at[n % 2]!, credential)))).toBe(2);
    const remove = 'mutation ($id: ID!) { removeRateLimit(id: $id) }';
    expect(await tried(one.at[0], remove, { id: data.setRateCeiling.id })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await tried(one.at[0], ceiling, { tenant: one.id, input })).toMatchObject({ code: 'FORBIDDEN' });
    const lift = 'mutation ($tenant: ID!) { removeRateCeiling(tenant: $tenant) }';
    expect(await tried(operator.client, lift, { tenant: one.id })).toMatchObject({ code: 'OK' });
    expect(await tried(operator.client, lift, { tenant: one.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(came([await ask(one.at[1], credential)])).toBe(1);
    const trail = await one.at[0].request<Answer>('{ auditTrail { nodes { action subject } } }');
    expect(
      trail.auditTrail.nodes.map(({ action }: Answer) => action).filter((action: string) => /LIMIT/.test(action)),
    ).toEqual(['LIMIT_REMOVE', 'LIMIT_SET', 'LIMIT_SET']);
  });

  test('is by default the same for every tenant, where the settings say so', async () => {
    const env = { BYOM_TENANT_REQUESTS_PER_MINUTE: '3', BYOM_TENANT_CONCURRENCY: '2' };
    const server = await bootServer({ env });
    closing.push(() => server.close());
    const list = '{ rateLimits { setBy requestsPerMinute tokensPerMinute maxConcurrency requestsLeft } }';
    expect((await server.client.request<Answer>(list)).rateLimits).toEqual([
      { setBy: 'DEFAULT', requestsPerMinute: 3, tokensPerMinute: null, maxConcurrency: 2, requestsLeft: 3 },
    ]);
    const answers = await times(5, () =>
      tried(server.client, 'mutation ($v: GenerateInput!) { generate(input: $v) { text } }', {
        v: { model: 'sandbox/demo', messages: [{ role: 'USER', content: 'Hi' }] },
      }),
    );
    // The sandbox sends nothing, and gives back what it took.
    expect(came(answers)).toBeGreaterThan(0);
  });
});

test.each([
  ['requestsPerMinute', 0],
  ['requestsPerMinute', -1],
  ['requestsPerMinute', 1_000_001],
  ['tokensPerMinute', 2_000_000_000],
  ['maxConcurrency', 0],
  ['maxConcurrency', 10_001],
])('a limit of %s: %d is none', async (name, value) => {
  expect(await setLimit(servers[0].client, { [name]: value })).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('a limit limits something, of one thing, that is there', async () => {
  const { client } = servers[0];
  expect(await setLimit(client, {})).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await setLimit(client, { provider: 'nobody', maxConcurrency: 1 })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await setLimit(client, { provider: 'openai', credential: 'x', maxConcurrency: 1 })).toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  expect((await client.request<Answer>('{ rateLimits { id } }')).rateLimits).toEqual([]);
});
