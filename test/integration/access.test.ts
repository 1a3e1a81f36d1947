import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphQLClient } from 'graphql-request';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { inspectDatabase } from '../support/inspect-database.js';

let server: BootedServer;
beforeAll(async () => {
  server = await bootServer();
});
afterAll(() => server.close());

const as = (token: string) => new GraphQLClient(server.url, { headers: { authorization: `Bearer ${token}` } });
const codeOf = async (work: Promise<unknown>): Promise<string | undefined> => {
  const error: Answer = await work.then(
    () => ({}),
    (thrown: Answer) => thrown,
  );
  return error.response?.errors[0].extensions.code;
};
const createToken = `mutation ($input: CreateTokenInput!) {
  createToken(input: $input) { token accessToken { id name prefix scopes expiresAt revokedAt lastUsedAt } } }`;
const createTenant = 'mutation ($name: String!) { createTenant(name: $name) { token tenant { id name } } }';
const newTenant = async (name: string): Promise<Answer> =>
  (await server.client.request<Answer>(createTenant, { name })).createTenant;
const newToken = async (client: GraphQLClient, input: object): Promise<Answer> =>
  (await client.request<Answer>(createToken, { input: { name: 'test', ...input } })).createToken;

describe('a token', () => {
  test('does what its scopes say, and nothing else', async () => {
    const reader = as((await newToken(server.client, { scopes: ['READ'] })).token);
    expect((await reader.request<Answer>('{ viewer { name } credentials { id } }')).viewer.name).toBe('default');
    const denied = [
      `mutation { generate(input: { model: "sandbox/demo", messages: [{ role: USER, content: "Hi" }] }) { id } }`,
      `mutation { addCredential(input: { provider: "ollama" }) { id } }`,
      `mutation { deletePrompt(name: "x") }`,
      `{ tokens { id } }`,
      `{ auditTrail { totalCount } }`,
      `{ tenants { totalCount } }`,
      `mutation { createTenant(name: "x") { token } }`,
    ];
    for (const document of denied)
      expect([document, await codeOf(reader.request(document))]).toEqual([document, 'FORBIDDEN']);
    const runner = as((await newToken(server.client, { scopes: ['RUN'] })).token);
    expect(await codeOf(runner.request('{ viewer { name } }'))).toBe('FORBIDDEN');
    expect(await codeOf(runner.request('mutation { deletePrompt(name: "x") }'))).toBe('NOT_FOUND');
    const events = server.subscriber({
      authorization: `Bearer ${(await newToken(server.client, { scopes: ['ADMIN'] })).token}`,
    });
    const results = events.iterate<Answer>({ query: 'subscription { optimization(id: "x") { cursor } }' });
    const { value: told } = (await results.next()) as { value: Answer };
    expect(told.errors[0].extensions.code).toBe('FORBIDDEN');
  });

  test('gives no more than its maker has', async () => {
    const { token } = await newToken(server.client, { scopes: ['ADMIN', 'READ'] });
    const admin = as(token);
    expect(await codeOf(newToken(admin, { scopes: ['RUN'] }))).toBe('FORBIDDEN');
    expect(await codeOf(newToken(admin, { scopes: ['OPERATOR'] }))).toBe('FORBIDDEN');
    expect((await newToken(admin, { scopes: ['READ'] })).accessToken.scopes).toEqual(['READ']);
    const ada = await newTenant('Ada');
    expect(await codeOf(newToken(admin, { scopes: ['READ'], tenant: ada.tenant.id }))).toBe('NOT_FOUND');
    expect(await codeOf(newToken(server.client, { scopes: ['OPERATOR'], tenant: ada.tenant.id }))).toBe('FORBIDDEN');
    const hers = await newToken(server.client, { scopes: ['READ'], tenant: ada.tenant.id });
    expect((await as(hers.token).request<Answer>('{ viewer { name } }')).viewer.name).toBe('Ada');
    expect(await codeOf(newToken(admin, { scopes: [] }))).toBe('BAD_USER_INPUT');
    expect(await codeOf(newToken(admin, { scopes: ['READ'], expiresAt: '2020-01-01T00:00:00Z' }))).toBe(
      'BAD_USER_INPUT',
    );
  });

  test('ends when it expires or is revoked, at once', async () => {
    const soon = new Date(Date.now() + 700).toISOString();
    const brief = await newToken(server.client, { scopes: ['READ'], expiresAt: soon });
    expect(await codeOf(as(brief.token).request('{ viewer { id } }'))).toBeUndefined();
    const made = await newToken(server.client, { scopes: ['READ'], name: 'lost' });
    expect(await codeOf(as(made.token).request('{ viewer { id } }'))).toBeUndefined();
    const revoke = 'mutation ($id: ID!) { revokeToken(id: $id) { revokedAt } }';
    const { id } = made.accessToken;
    expect((await server.client.request<Answer>(revoke, { id })).revokeToken.revokedAt).toEqual(expect.any(String));
    expect(await codeOf(as(made.token).request('{ viewer { id } }'))).toBe('UNAUTHENTICATED');
    await new Promise((resolve) => setTimeout(resolve, 750));
    expect(await codeOf(as(brief.token).request('{ viewer { id } }'))).toBe('UNAUTHENTICATED');
    const { tokens } = await server.client.request<Answer>('{ tokens { id name prefix scopes lastUsedAt revokedAt } }');
    expect(tokens.find((token: Answer) => token.id === id)).toMatchObject({ name: 'lost', scopes: ['READ'] });
    expect(JSON.stringify(tokens)).not.toContain(made.token.split('_')[2]);
    const ada = await newTenant('Ada');
    expect(await codeOf(as(ada.token).request(revoke, { id }))).toBe('NOT_FOUND');
  });
});

test('a token that one replica revokes is refused by the others at once', async () => {
  const other = await bootServer({ databaseUrl: server.databaseUrl, dataDir: server.dataDir });
  try {
    const { token, accessToken } = await newToken(server.client, { scopes: ['READ'] });
    const there = new GraphQLClient(other.url, { headers: { authorization: `Bearer ${token}` } });
    expect(await codeOf(there.request('{ viewer { id } }'))).toBeUndefined();
    await server.client.request('mutation ($id: ID!) { revokeToken(id: $id) { id } }', { id: accessToken.id });
    // Far less than the seconds for which a token is known without a look into the database.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await codeOf(there.request('{ viewer { id } }'))).toBe('UNAUTHENTICATED');
  } finally {
    await other.close();
  }
});

describe('a tenant', () => {
  test('is made, listed and deleted by the operator alone, with all it has', async () => {
    const ada = await newTenant('Ada');
    const client = as(ada.token);
    const apiKey = 'sk-canary-of-ada-0123456789abcdef';
    await client.request('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', {
      input: { provider: 'openai', apiKey },
    });
    await client.request(`mutation { savePrompt(input: { name: "hers", prompt: { user: "Secret plan" } }) { id } }`);
    await client.request(
      `mutation { createDataset(input: { name: "data", examples: [{ inputs: { text: "hers" } }] }) { id } }`,
    );
    await client.request(`mutation { setAlias(input: { name: "fast", model: "openai/gpt-4o-mini" }) { id } }`);
    expect(await codeOf(client.request('{ tenants { totalCount } }'))).toBe('FORBIDDEN');
    const { tenants } = await server.client.request<Answer>('{ tenants(first: 100) { nodes { id } totalCount } }');
    expect(tenants.nodes).toContainEqual({ id: ada.tenant.id });

    const remove = 'mutation ($id: ID!) { deleteTenant(id: $id) }';
    const own = (await server.client.request<Answer>('{ viewer { id } }')).viewer.id;
    expect(await codeOf(server.client.request(remove, { id: own }))).toBe('CONFLICT');
    expect(await server.client.request(remove, { id: ada.tenant.id })).toEqual({ deleteTenant: ada.tenant.id });
    expect(await codeOf(client.request('{ viewer { id } }'))).toBe('UNAUTHENTICATED');
    expect(await codeOf(server.client.request(remove, { id: ada.tenant.id }))).toBe('NOT_FOUND');
    const { rows } = await inspectDatabase<{ name: string }>(
      server.databaseUrl,
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    for (const { name } of rows) {
      const left = await inspectDatabase(server.databaseUrl, `select t::text as row from "${name}" t`);
      const hers = left.rows.filter(({ row }) => String(row).includes(ada.tenant.id));
      expect([name, name === 'audit_events' ? 'kept' : hers]).toEqual([name, name === 'audit_events' ? 'kept' : []]);
    }
  });
});

describe('the audit trail', () => {
  test('says who did what, to the tenant alone, and can be neither changed nor removed', async () => {
    const ada = await newTenant('Ada');
    const client = as(ada.token);
    const add = 'mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }';
    const input = { provider: 'openai', apiKey: 'sk-0123456789abcdefghij' };
    const { id } = (await client.request<Answer>(add, { input })).addCredential;
    await client.request('mutation ($id: ID!) { removeCredential(id: $id) }', { id });
    const made = await newToken(client, { scopes: ['READ'] });
    const trail = async (of: GraphQLClient): Promise<Answer[]> =>
      (await of.request<Answer>('{ auditTrail { nodes { action subject actor at } } }')).auditTrail.nodes;
    const entries = await trail(client);
    expect(entries.map(({ action, subject }) => [action, subject])).toEqual([
      ['TOKEN_CREATE', made.accessToken.id],
      ['CREDENTIAL_REMOVE', id],
      ['CREDENTIAL_ADD', id],
      ['TENANT_CREATE', ada.tenant.id],
    ]);
    const { tokens } = await client.request<Answer>('{ tokens { id name } }');
    expect(entries[1]!.actor).toBe(tokens.find(({ name }: Answer) => name === 'first').id);
    expect(await trail(server.client)).not.toContainEqual(expect.objectContaining({ subject: id }));
    for (const change of ['update audit_events set actor = $1', 'delete from audit_events where actor <> $1']) {
      const work = inspectDatabase(server.databaseUrl, `set role byom_server; ${change.replace('$1', `'x'`)}`);
      await expect(work).rejects.toThrow(/permission denied/);
    }
  });
});
