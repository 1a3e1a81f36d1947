import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startRawServer, type RawServer } from '../support/raw-server.js';

const key = 'sk-canary-split-0123456789abcdef';
const escaped = Array.from(key, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

let upstream: RawServer;
let server: BootedServer;
let reply: { status?: number; type?: string; body: string };
beforeAll(async () => {
  upstream = await startRawServer((_request, response) => {
    response.writeHead(reply.status ?? 200, { 'content-type': reply.type ?? 'application/json' });
    response.end(reply.body);
  });
  server = await bootServer();
});
afterAll(async () => {
  await server.close();
  await upstream.close();
});

const input = (more: object = {}) => ({
  model: 'openai-compatible/any',
  messages: [{ role: 'USER', content: 'Hi' }],
  credential: { provider: 'openai-compatible', apiKey: key, baseUrl: `${upstream.origin}/v1` },
  ...more,
});
const generate =
  'mutation ($input: GenerateInput!) { generate(input: $input) { text toolCalls { id name arguments } providerRequestId } }';
const ask = (): Promise<Answer> => server.client.request<Answer>(generate, { input: input() });

describe('a key that an upstream repeats', () => {
  test('is in no delta and no answer, however few characters come with each event', async () => {
    const said = `It is ${key}, yes, ${key}`;
    const pieces = Array.from(said, (content) => chunk({ content }));
    reply = { type: 'text/event-stream', body: [...pieces, chunk({}, 'stop'), 'data: [DONE]\n\n'].join('') };
    const query = 'subscription ($input: GenerateInput!) { generate(input: $input) { delta generation { text } } }';
    const variables = { input: input({ idempotencyKey: randomUUID() }) };
    let told = '';
    let whole = '';
    for await (const { data } of server.subscriber().iterate<Answer>({ query, variables })) {
      told += data!.generate.delta ?? '';
      whole = data!.generate.generation?.text ?? whole;
    }
    expect({ told, whole }).toEqual({
      told: 'It is [redacted], yes, [redacted]',
      whole: 'It is [redacted], yes, [redacted]',
    });
  });

  test('is in no text and no call of a tool, though JSON spells it in escapes', async () => {
    const call = `{ "id": "call_1", "type": "function", "function": { "name": "look", "arguments": "{\\"${key}\\": \\"${key}\\"}" } }`;
    reply = {
      body: `{ "choices": [{ "message": { "content": "It is ${escaped}.", "tool_calls": [${call.replaceAll(key, escaped)}] }, "finish_reason": "tool_calls" }] }`,
    };
    const answer = await ask();
    expect(answer.generate.text).toBe('It is [redacted].');
    expect(answer.generate.toolCalls[0].arguments).toEqual({ '[redacted]': '[redacted]' });
    expect(JSON.stringify(answer)).not.toContain(key);
  });

  test('is in no error, though it stands where identifiers do', async () => {
    reply = {
      status: 401,
      body: `{ "error": { "message": "${escaped}", "code": "${escaped}", "type": "${escaped}", "param": "${escaped}" } }`,
    };
    const error: Answer = await ask().catch((thrown: Answer) => thrown);
    expect(error.response.errors[0].extensions).toMatchObject({
      code: 'CREDENTIAL_INVALID',
      provider: { status: 401 },
    });
    expect(JSON.stringify(error.response)).not.toContain(key);
  });
});

describe('a key that is given', () => {
  const add = (more: object) =>
    server.client
      .request<Answer>('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', {
        input: { provider: 'openai-compatible', apiKey: key, baseUrl: `${upstream.origin}/v1`, ...more },
      })
      .catch((thrown: Answer) => thrown.response.errors[0].message as string);

  test.each([
    ['name', { name: `mine: ${key}` }],
    ['baseUrl', { baseUrl: `http://127.0.0.1/${key}` }],
  ])('may not stand in its %s too', async (field, more) => {
    expect(await add(more)).toBe(`${field} holds the key itself: keep it out of there.`);
  });

  test('may not be the idempotency key', async () => {
    const verify = `mutation { verifyCredential(id: "any", idempotencyKey: "once ${key}") { ok } }`;
    for (const asked of [
      server.client.request<Answer>(generate, { input: input({ idempotencyKey: key }) }),
      server.client.request<Answer>(verify, {}, { 'x-byom-provider-key': key }),
    ]) {
      const error: Answer = await asked.catch((thrown: Answer) => thrown);
      expect(error.response.errors[0].message).toBe('idempotencyKey holds a key of a provider: make up another.');
    }
  });

  test('is in no answer to an address that is none', async () => {
    const response = await fetch(`${server.origin}/v1/${key}`, { method: 'POST' });
    expect([response.status, (await response.text()).includes(key)]).toEqual([404, false]);
  });
});
