import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { buildSchema, getNamedType, isObjectType } from 'graphql';
import { createClient } from 'graphql-ws';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { socketAttacks } from '../../bench/operations/hostile-sockets.js';
import { printSchemaText } from '../../src/graphql/schema/print-schema-text.js';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { inspectDatabase } from '../support/inspect-database.js';

const key = 'sk-canary-0123456789abcdefghij';
let server: BootedServer;
let credential: string;
beforeAll(async () => {
  server = await bootServer();
  const { addCredential } = await server.client.request<Answer>(
    'mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }',
    { input: { provider: 'openai', apiKey: key, baseUrl: 'https://api.example.com/v1' } },
  );
  credential = addCredential.id;
});
afterAll(() => server.close());

const post = (body: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token}`, ...headers },
    body,
  });
const ask = '{"query":"{ viewer { id } }"}';
const failureOf = async (document: string, variables?: object): Promise<Answer> =>
  server.client.rawRequest(document, variables).catch((thrown: Answer) => thrown);

describe('what is being sent', () => {
  const statusOf = async (body: string | ReadableStream, token = server.token): Promise<Response> =>
    fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
      ...(typeof body === 'string' ? {} : { duplex: 'half' }),
    });
  const large = ask + ' '.repeat(40_000);
  const untilStatus = async (status: number) => {
    for (const end = Date.now() + 5_000; (await statusOf(large)).status !== status;)
      expect(Date.now()).toBeLessThan(end);
  };

  it('is bounded for each tenant, and takes nothing from another', async () => {
    const { createTenant } = await server.client.request<Answer>('mutation { createTenant(name: "other") { token } }');
    const { hostname, port } = new URL(server.url);
    const head = `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${server.token}\r\ncontent-type: application/json\r\n`;
    const begun = Array.from({ length: 8 }, () => connect(Number(port), hostname).on('error', () => undefined));
    for (const socket of begun) socket.write(`${head}content-length: 16777216\r\n\r\n{`);
    await untilStatus(503);
    const refused = await statusOf(large);
    expect((await statusOf(ask)).status).toBe(200);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED', retryable: true } }] });
    expect((await statusOf(new Blob([ask]).stream())).status).toBe(503);
    expect((await statusOf(large, createTenant.token)).status).toBe(200);
    expect((await statusOf(new Blob([ask]).stream(), createTenant.token)).status).toBe(200);
    for (const socket of begun) socket.destroy();
    await untilStatus(200);
  });
});

describe('SQL in whatever names a thing', () => {
  const schema = buildSchema(printSchemaText());
  const places = [schema.getQueryType()!, schema.getMutationType()!].flatMap((root) =>
    Object.values(root.getFields()).flatMap(({ name, args }) =>
      args
        .filter(({ type }) => ['ID', 'String', 'ModelRef'].includes(getNamedType(type).name))
        .map((arg) => [`${root.name}.${name}(${arg.name})`, root.name.toLowerCase(), name, arg.name] as const),
    ),
  );

  it.each(places)('finds nothing at %s, and does nothing', async (_, kind, name, argument) => {
    const root = kind === 'query' ? schema.getQueryType()! : schema.getMutationType()!;
    const { args, type } = root.getFields()[name]!;
    for (const text of ["'; drop table credentials; --", `a\u0000b`]) {
      const others = args.filter((arg) => arg.name !== argument && String(arg.type).endsWith('!'));
      const given = others.map((arg) => `${arg.name}: ${plain(String(arg.type))}`).concat(`${argument}: $text`);
      const named = String(args.find((arg) => arg.name === argument)!.type);
      const fields = isObjectType(getNamedType(type)) ? '{ __typename }' : '';
      const answer = await failureOf(`${kind} ($text: ${named}) { ${name}(${given.join(', ')}) ${fields} }`, { text });
      for (const { extensions, message } of answer.response?.errors ?? []) {
        expect(['NOT_FOUND', 'BAD_USER_INPUT', 'UNKNOWN_MODEL', 'CONFLICT']).toContain(extensions.code);
        expect(message).not.toMatch(/syntax|relation|byte sequence|drop table/);
      }
    }
    const { rows } = await inspectDatabase(server.databaseUrl, 'select id from credentials');
    expect(rows).toEqual([{ id: credential }]);
  });

  /** Something of the type, in the document. */
  const plain = (type: string): string =>
    type.startsWith('Int')
      ? '1'
      : type.startsWith('KeyRotationKind')
        ? 'DATA'
        : type.startsWith('[')
          ? '[]'
          : type.endsWith('Input!')
            ? '{}'
            : '"x"';
});

describe('a stored key', () => {
  it('is of no type that is given out, and no field is named for it', () => {
    const shown = Object.values(buildSchema(printSchemaText()).getTypeMap()).filter(isObjectType);
    for (const { name, ...type } of shown.map((one) => ({ name: one.name, fields: one.getFields() }))) {
      for (const field of Object.values(type.fields)) {
        expect([name, getNamedType(field.type).name]).not.toEqual([name, 'Secret']);
        expect(`${name}.${field.name}`).not.toMatch(/apiKey|secretAccess|password|sealed|cipher/i);
      }
    }
  });

  it('is in no answer about it but for its last four', async () => {
    const { credentials, __type } = await server.client.request<Answer>(
      `{ credentials { id name origin hint fingerprint provider { id } }
        __type(name: "AddCredentialInput") { inputFields { name defaultValue } } }`,
    );
    expect(credentials).toHaveLength(1);
    expect(JSON.stringify([credentials, __type])).not.toContain(key.slice(3, 12));
    expect(credentials[0].hint).toBe(key.slice(-4));
  });

  it('may not be sent to this server itself, by whatever name', async () => {
    const { port } = new URL(server.url);
    for (const host of ['127.0.0.1', '127.1', '127.0.0.2', '[::ffff:127.0.0.1]', 'localhost']) {
      const answer = await failureOf('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', {
        input: { provider: 'openai', apiKey: key, baseUrl: `http://${host}:${port}/graphql` },
      });
      expect([host, answer.response.errors[0].extensions.code]).toEqual([host, 'ENDPOINT_BLOCKED']);
    }
  });
});

describe('customers’ texts', () => {
  it('come back as they were, or are refused', async () => {
    const inputs =
      '{"text":"\\u202e \\ufeff \\ud83d\\ude00 \\u2028","constructor":"x","toString":{"valueOf":1},"n":-0.5,"deep":[[[[1]]]]}';
    const body = (given: string) =>
      `{"query":"mutation ($i: CreateDatasetInput!) { createDataset(input: $i) { examples { nodes { inputs } } } }","variables":{"i":{"name":"odd","examples":[{"inputs":${given}}]}}}`;
    const kept = (await (await post(body(inputs))).json()) as Answer;
    expect(kept.errors).toBeUndefined();
    expect(kept.data.createDataset.examples.nodes[0].inputs).toEqual(JSON.parse(inputs));
    for (const odd of ['{"a":"\\u0000"}', '{"a":"\\ud800"}', '{"__proto__":{"polluted":1}}', '{"a":{"__proto__":1}}']) {
      const { errors } = (await (await post(body(odd))).json()) as Answer;
      expect([odd, errors[0].extensions.code]).toEqual([odd, 'BAD_USER_INPUT']);
    }
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('of one cell of ten megabytes are kept or refused, and the server goes on', async () => {
    const cell = 'x'.repeat(10 * 2 ** 20);
    const answer = await failureOf('mutation ($i: CreateDatasetInput!) { createDataset(input: $i) { size } }', {
      i: { name: 'large', examples: [{ inputs: { cell } }] },
    });
    const code = answer.response?.errors?.[0].extensions.code ?? answer.data?.createDataset.size;
    expect([1, 'BAD_USER_INPUT', 'PAYLOAD_TOO_LARGE']).toContain(code);
    expect((await post(ask)).status).toBe(200);
  });
});

describe('an answer', () => {
  it('is for its asker alone, is no page, and does not say by what it is made', async () => {
    const answers = await Promise.all([
      post(ask),
      post(ask, { accept: 'text/event-stream' }),
      post(ask, { authorization: 'Bearer x' }),
      post('no json'),
      fetch(`${server.origin}/nothing`),
      fetch(server.url),
    ]);
    for (const { headers } of answers) {
      expect(headers.get('cache-control')).toMatch(/no-store|no-cache/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      for (const name of ['server', 'x-powered-by', 'set-cookie', 'access-control-allow-origin'])
        expect([name, headers.get(name)]).toEqual([name, null]);
    }
  });

  it('is never packed, so that its length tells nothing of what it holds beside', async () => {
    const answer = await post(ask, { 'accept-encoding': 'gzip, br, deflate' });
    expect(answer.headers.get('content-encoding')).toBeNull();
    const socket = new WebSocket(server.url.replace(/^http/, 'ws'), 'graphql-transport-ws', {
      perMessageDeflate: true,
    });
    await new Promise((resolve) => socket.once('open', resolve));
    expect(socket.extensions).toBe('');
    socket.terminate();
  });

  it('to what is no request is in our words, too, and repeats nothing', async () => {
    const raw = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
      let text = '';
      socket.on('data', (piece) => (text += piece.toString()));
      socket.on('close', () => resolve(text));
      socket.write('POST /graphql canary\r\n\r\n');
    });
    expect(raw).toMatch(/^HTTP\/1\.1 400/);
    expect(JSON.parse(raw.split('\r\n\r\n')[1]!).errors[0].extensions.code).toBe('BAD_USER_INPUT');
    const missing = await fetch(`${server.origin}/canary?a=canary`);
    expect(missing.status).toBe(404);
    expect(await missing.text()).not.toContain('canary');
  });

  it('that asks for too much says so with a status of its asker’s fault', async () => {
    const tooMuch = await post(
      '{"query":"{ prompts(first: 1000) { nodes { versions(first: 1000) { nodes { id } } } } }"}',
    );
    expect(tooMuch.status).toBe(400);
    const models = 'models { ref provider { '.repeat(4);
    const multiplied = await post(JSON.stringify({ query: `{ providers { ${models} id ${'} }'.repeat(4)} } }` }));
    expect(multiplied.status).toBeLessThan(500);
    expect(((await multiplied.json()) as Answer).errors[0].extensions.code).toBe('QUERY_TOO_COMPLEX');
  });
});

describe('a token', () => {
  test.each(['address', 'cookie', 'body', 'another header'])('in the %s is none', async (place) => {
    const at = place === 'address' ? `?token=${server.token}&authorization=Bearer%20${server.token}` : '';
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (place === 'cookie') headers['cookie'] = `authorization=Bearer ${server.token}; token=${server.token}`;
    if (place === 'another header') headers['x-authorization'] = `Bearer ${server.token}`;
    const body =
      place === 'body' ? JSON.stringify({ query: '{ viewer { id } }', authorization: `Bearer ${server.token}` }) : ask;
    expect((await fetch(server.url + at, { method: 'POST', headers, body })).status).toBe(401);
  });
});

describe('the schema, once its operator has closed it', () => {
  it('is told over no way in', async () => {
    const closed = await bootServer({ env: { BYOM_INTROSPECTION: 'off' } });
    const socket = createClient({
      url: closed.url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${closed.token}` },
    });
    try {
      for (const query of ['{ __schema { types { name } } }', '{ __type(name: "Query") { name } }']) {
        const events = closed.subscriber().iterate<Answer>({ query });
        expect(((await events.next()) as Answer).value.errors[0].extensions.code).toBe('BAD_USER_INPUT');
        const told: Answer = await socket
          .iterate({ query })
          .next()
          .catch((thrown: unknown) => thrown);
        expect(told[0].extensions.code).toBe('BAD_USER_INPUT');
      }
    } finally {
      await socket.dispose();
      await closed.close();
    }
  });
});

describe('a socket', () => {
  const slow = new Set(['a reader who does not read', 'half open', 'leaving in the middle', 'a frame too large']);
  it.each(Object.keys(socketAttacks).filter((name) => !slow.has(name)))('survives %s', async (name) => {
    const to = { url: server.url.replace(/^http/, 'ws'), token: server.token };
    expect(await socketAttacks[name]!(to, seededRandom(name, 1))).toBeUndefined();
    expect((await post(ask)).status).toBe(200);
  });

  it('of a stranger takes no large message', async () => {
    const socket = new WebSocket(server.url.replace(/^http/, 'ws'), 'graphql-transport-ws');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(100_000) } }));
    expect(await closed).toBe(4400);
  });

  it('is not told again what it sent with a ping', async () => {
    const socket = new WebSocket(server.url.replace(/^http/, 'ws'), 'graphql-transport-ws');
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send('{"type":"ping","payload":{"text":"canary"}}');
    const told = await new Promise<Buffer>((resolve) => socket.once('message', resolve));
    expect(told.toString()).toBe('{"type":"pong"}');
    socket.terminate();
  });
});
