import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';

let server: BootedServer;
let fake: FakeProvider;
const clients: Client[] = [];
beforeAll(async () => {
  [fake, server] = await Promise.all([
    startFakeProvider({ dialect: 'openai', answer: () => 'one two three', pieceDelayMs: 5 }),
    bootServer(),
  ]);
  await server.client.request('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', {
    input: { provider: 'openai', apiKey: 'sk-0123456789abcdefghij', baseUrl: fake.url },
  });
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});
afterAll(async () => {
  await server.close();
  await fake.close();
});

const socketUrl = () => server.url.replace(/^http/, 'ws');
const connect = (authorization: string | undefined = `Bearer ${server.token}`, lazy = true): Client => {
  const client = createClient({
    url: socketUrl(),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy,
    connectionParams: { authorization },
  });
  clients.push(client);
  return client;
};
async function all(client: Client, query: string, variables?: Record<string, unknown>): Promise<Answer[]> {
  const results: Answer[] = [];
  for await (const result of client.iterate({ query, variables })) results.push(result);
  return results;
}
const codeOf = async (client: Client, query: string, variables?: Record<string, unknown>): Promise<string> => {
  const [told] = await all(client, query, variables).catch((thrown: Answer) => [
    { errors: Array.isArray(thrown) ? thrown : [{ extensions: { code: `closed ${thrown.code}` } }] },
  ]);
  return told!.errors[0].extensions.code;
};
const generation = (key: string) => ({
  input: { model: 'openai/gpt-4o-mini', messages: [{ role: 'USER', content: 'Count' }], idempotencyKey: key },
});

describe('over a WebSocket', () => {
  test('queries, mutations and subscriptions are answered as they are elsewhere', async () => {
    const client = connect();
    expect(await all(client, '{ viewer { name } }')).toEqual([{ data: { viewer: { name: 'default' } } }]);
    const saved = await all(client, 'mutation { savePrompt(input: { name: "ws", prompt: { user: "Hi" } }) { id } }');
    expect(saved).toEqual([{ data: { savePrompt: { id: 'ws@1' } } }]);
    const streamed = 'subscription ($input: GenerateInput!) { generate(input: $input) { delta generation { text } } }';
    const events = await all(client, streamed, generation('streamed'));
    const deltas = events.map(({ data }) => data.generate.delta).filter((delta) => delta !== null);
    expect(deltas.length).toBeGreaterThan(1);
    expect(deltas.join('')).toBe('one two three');
    expect(events.at(-1)!.data.generate.generation.text).toBe('one two three');
  });

  test('a stranger has nothing held: of a message that never ends either', async () => {
    const socket = new WebSocket(socketUrl(), 'graphql-transport-ws');
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    await new Promise((resolve) => socket.on('open', resolve));
    const piece = Buffer.alloc(8 * 1024, ' ');
    for (let pieces = 0; pieces < 256; pieces += 1) socket.send(piece, { fin: false });
    const early = new Promise((resolve) => setTimeout(() => resolve('still held'), 2_000).unref());
    expect(await Promise.race([closed, early])).toBe(4400);
  });

  test('nobody gets in without a token, and a revoked one begins nothing more', async () => {
    for (const authorization of ['', 'Bearer byom_nothing', undefined]) {
      expect(await codeOf(connect(authorization ?? 'nothing'), '{ viewer { name } }')).toBe('closed 4403');
    }
    const made = await server.client.request<Answer>(
      'mutation { createToken(input: { name: "ws", scopes: [READ] }) { token accessToken { id } } }',
    );
    const client = connect(`Bearer ${made.createToken.token}`, false);
    expect(await all(client, '{ viewer { name } }')).toHaveLength(1);
    expect(await codeOf(client, 'mutation { deletePrompt(name: "x") }')).toBe('FORBIDDEN');
    await server.client.request('mutation ($id: ID!) { revokeToken(id: $id) { id } }', {
      id: made.createToken.accessToken.id,
    });
    expect(await codeOf(client, '{ viewer { name } }')).toBe('UNAUTHENTICATED');
  });

  test('a web page of another origin is turned away', async () => {
    const status = await new Promise<number | undefined>((resolve) => {
      const socket = new WebSocket(socketUrl(), 'graphql-transport-ws', {
        headers: { origin: 'https://evil.example' },
      });
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('error', () => resolve(undefined));
      socket.on('open', () => resolve(101));
    });
    expect(status).toBe(403);
  });

  test('what is no such protocol ends the socket, and the server goes on', async () => {
    const closed = (send: (socket: WebSocket) => void): Promise<number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(socketUrl(), 'graphql-transport-ws');
        socket.on('open', () => send(socket));
        socket.on('close', resolve);
        socket.on('error', () => undefined);
      });
    expect(await closed((socket) => socket.send('{"type":"nonsense"}'))).toBe(4400);
    expect(await closed((socket) => socket.send('no json'))).toBe(4400);
    expect(
      await closed((socket) => socket.send('{"id":"1","type":"subscribe","payload":{"query":"{ viewer { id } }"}}')),
    ).toBe(4401);
    expect([1009, 4400]).toContain(await closed((socket) => socket.send(Buffer.alloc(17 * 1024 * 1024))));
    const known = (socket: WebSocket) => {
      const payload = { authorization: `Bearer ${server.token}` };
      socket.once('message', () => socket.send(Buffer.alloc(17 * 1024 * 1024)));
      socket.send(JSON.stringify({ type: 'connection_init', payload }));
    };
    expect(await closed(known)).toBe(1009);
    expect(await all(connect(), '{ viewer { name } }')).toHaveLength(1);
  });
});

describe('the same limits hold over HTTP, event streams and WebSockets', () => {
  const deep = (by: number) =>
    `{ optimizations { nodes { ${'best { prompt { origin { '.repeat(by)} id ${'} } }'.repeat(by)} } } }`;
  const spend = `generate(input: { model: "openai/gpt-4o-mini", messages: [{ role: USER, content: "Hi" }] }) { id }`;
  const documents: [string, string][] = [
    ['too deep', deep(6)],
    [
      'too deep by fragments',
      `{ optimizations { nodes { ...A } } } fragment A on Optimization { best { prompt { origin { ...B } } } }
      fragment B on Optimization { best { prompt { origin { ...C } } } } fragment C on Optimization { best { prompt { origin { ...D } } } }
      fragment D on Optimization { best { prompt { origin { ...E } } } } fragment E on Optimization { best { prompt { origin { id } } } }`,
    ],
    ['too many aliases', `{ ${Array.from({ length: 40 }, (_, n) => `a${n}: __typename`).join(' ')} }`],
    ['too many directives', `{ viewer { id ${'@skip(if: false) '.repeat(60)} } }`],
    ['too many operations', Array.from({ length: 50 }, (_, n) => `query Q${n} { viewer { id } }`).join('\n')],
    ['two that spend', `mutation { a: ${spend} b: ${spend} }`],
    [
      'two that spend, by a fragment',
      `mutation { ...F ...G } fragment F on Mutation { a: ${spend} } fragment G on Mutation { b: ${spend} }`,
    ],
    ['too large pages', '{ optimizations(first: 1000) { nodes { candidates(first: 1000) { nodes { id } } } } }'],
    ['too many tokens', `{ ${'viewer { id } '.repeat(1_500)} }`],
  ];

  test.each(documents)('%s', async (_, query) => {
    const sent = fake.requests.length;
    const overHttp: Answer = await server.client.request(query).catch((thrown: Answer) => thrown);
    const codes = [overHttp.response?.errors[0].extensions.code, await codeOf(connect(), query)];
    const events = server.subscriber().iterate<Answer>({ query });
    const { value } = (await events.next()) as { value: Answer };
    codes.push(value.errors[0].extensions.code);
    expect([...new Set(codes)]).toEqual(['QUERY_TOO_COMPLEX']);
    expect(fake.requests.length).toBe(sent);
  });

  test('by what variables ask for, too', async () => {
    const query = `query ($n: Int) { optimizations(first: $n) { nodes { candidates(first: $n) { nodes { id } } } } }`;
    expect(await all(connect(), query, { n: 20 })).toHaveLength(1);
    expect(await codeOf(connect(), query, { n: 1000 })).toBe('QUERY_TOO_COMPLEX');
    const overHttp: Answer = await server.client.request(query, { n: 1000 }).catch((thrown: Answer) => thrown);
    expect(overHttp.response?.errors[0].extensions.code).toBe('QUERY_TOO_COMPLEX');
  });

  test('and the whole schema can be asked for, unless the operator says no', async () => {
    const query = `{ __schema { types { name fields { name type { name ofType { name ofType { name ofType { name } } } } } } } }`;
    expect((await server.client.request<Answer>(query)).__schema.types.length).toBeGreaterThan(50);
    const closed = await bootServer({ env: { BYOM_INTROSPECTION: 'off' } });
    try {
      for (const asked of [query, '{ __type(name: "Query") { name } }']) {
        const error: Answer = await closed.client.request(asked).catch((thrown: Answer) => thrown);
        expect(error.response?.errors[0].extensions.code).toBe('BAD_USER_INPUT');
      }
      expect((await closed.client.request<Answer>('{ viewer { __typename } }')).viewer.__typename).toBe('Tenant');
    } finally {
      await closed.close();
    }
  });
});
