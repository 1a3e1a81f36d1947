import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { gql } from 'graphql-request';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { inspectDatabase } from '../support/inspect-database.js';

let server: BootedServer;
beforeAll(async () => {
  server = await bootServer({ env: { BYOM_CORS_ORIGINS: 'https://app.example.com' } });
});
afterAll(() => server.close());

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const codeOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string; retryable: boolean } }[] };
  return errors[0]!.extensions;
};

describe('who may ask', () => {
  const wrong = {
    none: undefined,
    empty: '',
    garbage: 'Bearer garbage',
    'another scheme': 'Basic dXNlcjpwYXNz',
    'one of the right form': `Bearer byom_0123456789ab_${'A'.repeat(43)}`,
    'one with SQL in it': "Bearer byom_' OR 1=1 --",
  };
  it.each(Object.entries(wrong))('refuses %s with 401', async (_name, authorization) => {
    for (const accept of ['application/json', 'text/event-stream']) {
      const headers = { 'content-type': 'application/json', accept, ...(authorization ? { authorization } : {}) };
      const response = await fetch(server.url, { method: 'POST', headers, body: '{"query":"{ viewer { id } }"}' });
      expect(response.status).toBe(401);
      expect(await codeOf(response)).toEqual({ code: 'UNAUTHENTICATED', retryable: false });
    }
  });

  it('tells a caller who they are', async () => {
    const { viewer } = await server.client.request<Answer>('{ viewer { id name createdAt } }');
    expect(viewer).toEqual({
      id: expect.any(String),
      name: expect.any(String),
      createdAt: expect.stringMatching(/^20.*Z$/),
    });
  });

  it('shows the schema to callers, and to nobody else', async () => {
    const { __schema } = await server.client.request<Answer>(getIntrospectionQuery());
    expect(__schema.types.length).toBeGreaterThan(80);
    const stranger = await post({ query: getIntrospectionQuery() }, { authorization: 'Bearer x' });
    expect(stranger.status).toBe(401);
  });

  it('keeps the first token where only its owner reads it', async () => {
    const file = path.join(server.dataDir, 'token');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.join(server.dataDir, 'key'))).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toMatch(/^byom_\w+_[\w-]+\n$/);
  });

  it('starts again on the same folder with the same token, and makes no second tenant', async () => {
    const again = await bootServer({ databaseUrl: server.databaseUrl, dataDir: server.dataDir });
    try {
      expect(again.token).toBe(server.token);
      const ask = '{ viewer { id } }';
      expect(await again.client.request(ask)).toEqual(await server.client.request(ask));
    } finally {
      await again.close();
    }
  });
});

describe('health', () => {
  it('is told without a token', async () => {
    for (const check of ['live', 'ready']) {
      const response = await fetch(`${server.origin}/health/${check}`);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ status: check });
    }
  });
});

describe('the transport', () => {
  it('is POST alone', async () => {
    const authorization = `Bearer ${server.token}`;
    const get = await fetch(`${server.url}?query={viewer{id}}`, { headers: { authorization } });
    expect(get.status).toBe(405);
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      expect((await fetch(server.url, { method, headers: { authorization } })).status).toBe(404);
    }
  });

  it('takes no form, no text and no batch', async () => {
    const query = '{ viewer { id } }';
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const response = await post(`query=${query}`, { 'content-type': type });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect((await codeOf(response)).code).toBe('BAD_USER_INPUT');
    }
    const batch = await post([{ query }, { query }]);
    expect(batch.status).toBe(400);
    expect((await codeOf(batch)).code).toBe('BAD_USER_INPUT');
  });

  it('answers other origins only where the operator named them', async () => {
    const preflight = (origin: string) =>
      fetch(server.url, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      });
    const allowed = await preflight('https://app.example.com');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    const other = await preflight('https://evil.example.com');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
    const asked = await post({ query: '{ viewer { id } }' }, { origin: 'https://evil.example.com' });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('refuses what is too large, and goes on', async () => {
    const large = await post({ query: '{ viewer { id } }', variables: { x: 'y'.repeat(17 * 1024 * 1024) } });
    expect(large.status).toBe(413);
    expect((await codeOf(large)).code).toBe('PAYLOAD_TOO_LARGE');
    const long = await post({ query: `{ ${'viewer { id } '.repeat(2_000)} }` });
    expect((await codeOf(long)).code).toBe('QUERY_TOO_COMPLEX');
    expect((await post({ query: '{ viewer { id } }' })).status).toBe(200);
  });

  it('gives no suggestions and no stack traces', async () => {
    const response = await post({ query: '{ viewe { id } }' });
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).toContain('BAD_USER_INPUT');
    expect(text).not.toMatch(/Did you mean|viewer|stacktrace|node_modules/);
  });
});

describe('an error of its own', () => {
  it('says nothing but an id', async () => {
    const broken = await bootServer();
    try {
      await inspectDatabase(broken.databaseUrl, 'alter table datasets rename to datasets_gone');
      const failure = await broken.client.rawRequest('{ datasets { totalCount } }').catch((error: Answer) => error);
      const [error] = failure.response.errors;
      expect(error.extensions).toEqual({ code: 'INTERNAL', retryable: false, details: { id: expect.any(String) } });
      expect(error.message).toContain(error.extensions.details.id);
      expect(JSON.stringify(failure.response)).not.toMatch(/relation|select|postgres/i);
    } finally {
      await broken.close();
    }
  });
});

describe('secrets', () => {
  const mutation = (key: string) => gql`
    mutation { addCredential(input: { provider: "openai", apiKey: ${key} }) { id } }`;

  it.each(['"sk-canary-literal"', '["sk-canary-literal"]', '7'])('are refused in the document: %s', async (literal) => {
    const failure = await server.client.request(mutation(literal)).catch((error: Answer) => error);
    const [error] = failure.response.errors;
    expect(error.extensions.code).toBe('BAD_USER_INPUT');
    expect(error.message).toContain('only in a variable');
    expect(JSON.stringify(failure.response)).not.toContain('canary');
  });

  it.each([
    'mutation { addCredential(input: { provider: "openai", fields: { key: "sk-canary" } }) { id } }',
    'mutation($f: JSONObject = { key: "sk-canary" }) { addCredential(input: { provider: "openai", fields: $f }) { id } }',
    'mutation($i: AddCredentialInput! = { provider: "x", fields: { k: ["sk-canary"] } }) { addCredential(input: $i) { id } }',
    'mutation { generate(input: { model: "openai/gpt-5", credential: { fields: { k: "sk-canary" } } }) { id } }',
    'mutation { rotateCredential(id: "x", input: { fields: { secretAccessKey: "sk-canary" } }) { id } }',
  ])('are refused among other fields too: %s', async (document) => {
    const failure = await server.client.request(document).catch((error: Answer) => error);
    const messages = failure.response.errors.map(({ message }: { message: string }) => message).join(' ');
    expect(messages).toContain('only in a variable');
    expect(failure.response.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(failure.response)).not.toContain('canary');
  });

  it('are refused as a default of a variable', async () => {
    const failure = await server.client
      .request(
        'mutation($key: Secret = "sk-canary") { addCredential(input: { provider: "openai", apiKey: $key }) { id } }',
      )
      .catch((error: Answer) => error);
    expect(failure.response.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(failure.response)).not.toContain('canary');
  });
});
