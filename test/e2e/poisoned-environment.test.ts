import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gql } from 'graphql-request';
import type { Answer } from '../support/answer.js';
import { spawnServer, type SpawnedServer } from '../support/boot-server.js';
import type { FakeDialect } from '../support/fake-dialect.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';

const canary = 'canary-7c1f';
const customerKey = (provider: string) => `sk-customer-${provider}-4b9e2d7a6c`;

const providers: readonly { id: string; model: string; dialect: FakeDialect; header: 'authorization' | 'x-api-key' }[] =
  [
    { id: 'openai', model: 'gpt-4o-mini', dialect: 'openai', header: 'authorization' },
    { id: 'anthropic', model: 'claude-sonnet-4-5', dialect: 'anthropic', header: 'x-api-key' },
    { id: 'groq', model: 'openai/gpt-oss-120b', dialect: 'groq', header: 'authorization' },
    { id: 'baseten', model: 'openai/gpt-oss-120b', dialect: 'baseten', header: 'authorization' },
    { id: 'ollama', model: 'llama3', dialect: 'ollama', header: 'authorization' },
    { id: 'openai-compatible', model: 'any', dialect: 'compatible', header: 'authorization' },
  ];
const keyRequired = ['openai', 'anthropic', 'groq', 'baseten'];

const addCredential = gql`
  mutation ($provider: ID!, $key: Secret!, $baseUrl: String!) {
    addCredential(input: { provider: $provider, apiKey: $key, baseUrl: $baseUrl }) {
      id
      hint
    }
  }
`;
const generate = gql`
  mutation ($model: ModelRef!) {
    generate(input: { model: $model, messages: [{ role: USER, content: "Say it back." }] }) {
      text
      credential {
        id
      }
    }
  }
`;
const streamed = `
  subscription ($model: ModelRef!, $once: String!) {
    generate(
      input: { model: $model, messages: [{ role: USER, content: "Say it in pieces." }], idempotencyKey: $once }
    ) {
      generation { text }
    }
  }
`;

/** Whatever connects to it came from the operator's environment, and should not have. */
async function startSentinel() {
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** What an operator may have lying about: every variable that a vendor's client reads, and a profile on disk. */
async function poison(sentinel: string, home: string): Promise<Record<string, string>> {
  const config = path.join(home, '.config/anthropic');
  await mkdir(path.join(config, 'configs'), { recursive: true });
  await mkdir(path.join(config, 'credentials'));
  const profile = {
    base_url: `http://${sentinel}/profile`,
    organization_id: `${canary}-profile-organization`,
    workspace_id: `${canary}-profile-workspace`,
    authentication: { type: 'user_oauth', client_id: `${canary}-client` },
  };
  const credentials = {
    type: 'oauth_token',
    access_token: `${canary}-profile-token`,
    refresh_token: `${canary}-refresh-token`,
    expires_at: 4_102_444_800,
  };
  await writeFile(path.join(config, 'configs/default.json'), JSON.stringify(profile));
  await writeFile(path.join(config, 'credentials/default.json'), JSON.stringify(credentials), { mode: 0o600 });
  const proxy = `http://${canary}-user:${canary}-password@${sentinel}`;
  const headers = (vendor: string) =>
    `X-Ours: ${canary}-${vendor}-header\nAuthorization: Bearer ${canary}-${vendor}-bearer\nX-Api-Key: ${canary}-${vendor}`;
  const keys = ['API_KEY', 'ADMIN_KEY', 'AUTH_TOKEN', 'ORG_ID', 'ORGANIZATION', 'PROJECT_ID', 'WEBHOOK_SECRET'];
  const ofVendor = (vendor: string) => ({
    ...Object.fromEntries(keys.map((name) => [`${vendor}_${name}`, `${canary}-${vendor}-${name}`])),
    [`${vendor}_BASE_URL`]: `http://${sentinel}/${canary}/v1`,
    [`${vendor}_CUSTOM_HEADERS`]: headers(vendor),
    [`${vendor}_LOG`]: 'debug',
  });
  return {
    ...ofVendor('OPENAI'),
    ...ofVendor('ANTHROPIC'),
    ...ofVendor('GROQ'),
    ...ofVendor('BASETEN'),
    ...ofVendor('OLLAMA'),
    ANTHROPIC_WEBHOOK_SIGNING_KEY: `${canary}-webhook`,
    OLLAMA_HOST: `http://${sentinel}`,
    ...Object.fromEntries(
      ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'].map((name) => [name, proxy]),
    ),
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    // All that it has to say.
    BYOM_LOG_LEVEL: 'debug',
  };
}

let home: string;
let sentinel: Awaited<ReturnType<typeof startSentinel>>;
let fakes: ReadonlyMap<string, FakeProvider>;
let server: SpawnedServer;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'byom-home-'));
  sentinel = await startSentinel();
  const started = providers.map(async ({ id, dialect }) => {
    const fake = await startFakeProvider({ dialect, answer: () => `from ${id}` });
    return [id, fake] as const;
  });
  fakes = new Map(await Promise.all(started));
  server = await spawnServer({ env: await poison(sentinel.address, home) });
}, 60_000);
afterAll(async () => {
  await server?.close();
  await Promise.all([...(fakes?.values() ?? [])].map((fake) => fake.close()));
  await sentinel?.close();
  await rm(home, { recursive: true, force: true });
});

/** Beside these, a server of the customer's own is asked what it is. */
const asksModel = ({ body }: { readonly body: unknown }): boolean => body !== undefined;
const sent = () => [...fakes.values()].flatMap((fake) => fake.requests);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: Answer) => error.response.errors[0].extensions.code as string,
  );

describe("a server in whose environment the operator's own keys lie about", () => {
  it.each(keyRequired)('sends nothing to %s where a customer has given no key', async (id) => {
    const { model } = providers.find((provider) => provider.id === id)!;
    expect(await codeOf(server.client.request(generate, { model: `${id}/${model}` }))).toBe('NO_CREDENTIAL');
    expect(sent()).toEqual([]);
  });

  it.each(providers)("pays $id with the customer's key, and with nothing else", async ({ id, model, header }) => {
    const fake = fakes.get(id)!;
    const key = customerKey(id);
    const stored = await server.client.request<Answer>(addCredential, { provider: id, key, baseUrl: fake.url });
    const answer = await server.client.request<Answer>(generate, { model: `${id}/${model}` });
    expect(answer.generate).toEqual({ text: `from ${id}`, credential: { id: stored.addCredential.id } });
    const events: Answer[] = [];
    for await (const event of server
      .subscriber()
      .iterate({ query: streamed, variables: { model: `${id}/${model}`, once: id } })) {
      events.push(event);
    }
    expect(events.at(-1).data.generate.generation.text).toBe(`from ${id}`);

    expect(fake.requests.filter(asksModel)).toHaveLength(2);
    for (const { path: at, headers, body } of fake.requests) {
      const { [header]: shown, ...others } = headers;
      expect(shown).toBe(header === 'authorization' ? `Bearer ${key}` : key);
      expect(Object.keys(others)).not.toEqual(expect.arrayContaining(['authorization']));
      expect(Object.keys(others).filter((name) => /^x-(api-key|ours)$|organization|project|cookie/.test(name))).toEqual(
        [],
      );
      expect(JSON.stringify({ at, others, body })).not.toContain('sk-customer');
    }
  });

  it('lets no byte of it out, to any provider or to the proxy', () => {
    expect(sent().filter(asksModel)).toHaveLength(2 * providers.length);
    expect(JSON.stringify(sent().map(({ path: at, headers, body }) => ({ at, headers, body })))).not.toContain(canary);
    expect(sentinel.connections()).toBe(0);
  });

  it('prints neither the operator’s keys nor the customers’', async () => {
    const output = server.output();
    // Else there would be nothing to be silent in.
    expect(output).toContain('OPENAI_API_KEY');
    for (const secret of [canary, 'sk-customer']) expect(output).not.toContain(secret);
  });
});
