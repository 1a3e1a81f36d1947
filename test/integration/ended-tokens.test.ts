import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';

let server: BootedServer;
let fake: FakeProvider;
beforeAll(async () => {
  [fake, server] = await Promise.all([
    startFakeProvider({ dialect: 'openai', answer: () => 'word '.repeat(60), pieceDelayMs: 200 }),
    bootServer(),
  ]);
  await server.client.request('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', {
    input: { provider: 'openai', apiKey: 'sk-0123456789abcdefghij', baseUrl: fake.url },
  });
});
afterAll(async () => {
  await fake.close();
  await server.close();
});

const query = 'subscription ($input: GenerateInput!) { generate(input: $input) { delta } }';
const asked = (idempotencyKey: string) => ({
  query,
  variables: {
    input: { model: 'openai/gpt-4o-mini', messages: [{ role: 'USER', content: 'Count' }], idempotencyKey },
  },
});
const newToken = async (expiresAt?: string): Promise<Answer> => {
  const create = `mutation ($input: CreateTokenInput!) { createToken(input: $input) { token accessToken { id } } }`;
  const input = { name: 'reader', scopes: ['READ', 'RUN'], expiresAt };
  return (await server.client.request<Answer>(create, { input })).createToken;
};
const revoke = (id: string) => server.client.request('mutation ($id: ID!) { revokeToken(id: $id) { id } }', { id });

/** Reads until it ends; resolves `begun` with the first piece, and `end` with the code of the error that ended it. */
function reads(events: AsyncIterable<Answer>) {
  let tell = () => {};
  const begun = new Promise<void>((resolve) => (tell = resolve));
  const end = (async () => {
    try {
      for await (const { errors } of events) {
        if (errors) return errors[0].extensions.code;
        tell();
      }
    } catch (error) {
      return (error as Answer)[0]?.extensions.code ?? error;
    }
    return 'complete';
  })();
  return { begun, end };
}

test('who reads a stream with a token that is revoked or expires reads no more of it', async () => {
  const lost = await newToken();
  const brief = await newToken(new Date(Date.now() + 1_500).toISOString());
  const lasting = await newToken();
  const overSocket = (token: string) =>
    createClient({
      url: server.url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${token}` },
    });
  const clients = [overSocket(lost.token), overSocket(lasting.token)];
  const overEvents = (token: string) => server.subscriber({ authorization: `Bearer ${token}` });
  const readers = {
    lostSocket: reads(clients[0]!.iterate(asked('lost socket'))),
    lostEvents: reads(overEvents(lost.token).iterate(asked('lost events'))),
    brief: reads(overEvents(brief.token).iterate(asked('brief'))),
    lasting: reads(clients[1]!.iterate(asked('lasting'))),
  };
  await Promise.all(Object.values(readers).map(({ begun }) => begun));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await revoke(lost.accessToken.id);
  const { lasting: stays, ...ending } = readers;
  expect(await Promise.all(Object.values(ending).map(({ end }) => end))).toEqual([
    'UNAUTHENTICATED',
    'UNAUTHENTICATED',
    'UNAUTHENTICATED',
  ]);
  const nothing = new Promise((resolve) => setTimeout(resolve, 300, 'still reading'));
  expect(await Promise.race([stays.end, nothing])).toBe('still reading');
  for (const client of clients) await client.dispose();
}, 30_000);
