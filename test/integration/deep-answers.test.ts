import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readJson } from '../../src/optimization/scoring/read-json.js';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startRawServer, type RawServer } from '../support/raw-server.js';

const deep = '['.repeat(100_000) + ']'.repeat(100_000);
const deepObject = '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000);
const usage = '"usage":{"prompt_tokens":1,"completion_tokens":1}';
const answer = (message: string) => `{"choices":[{"index":0,"finish_reason":"stop","message":${message}}],${usage}}`;
const call = (text: string) =>
  `{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"look","arguments":${JSON.stringify(text)}}}]}`;
/** What an upstream answers, nested a hundred thousand deep at one place or another. */
const bodies: Readonly<Record<string, string>> = {
  'as its whole body': deep,
  'as a field that nobody reads': answer(`{"role":"assistant","content":"Hi","extra":${deep}}`),
  'as the content': answer(`{"role":"assistant","content":${deep}}`),
  'as the text of the content': answer(`{"role":"assistant","content":${JSON.stringify(deep)}}`),
  'as an object in the text of the content': answer(`{"role":"assistant","content":${JSON.stringify(deepObject)}}`),
  "as a tool's arguments": answer(call(deep)),
  "as an object in a tool's arguments": answer(call(deepObject)),
  'as log probabilities': `{"choices":[{"index":0,"finish_reason":"stop","logprobs":{"content":${deep}},"message":{"role":"assistant","content":"Hi"}}],${usage}}`,
  'as usage': `{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hi"}}],"usage":${deep}}`,
  'as an error': `{"error":${deepObject}}`,
};

let server: BootedServer;
let upstream: RawServer;
let body = '';
beforeAll(async () => {
  upstream = await startRawServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  server = await bootServer();
});
afterAll(async () => {
  await server.close();
  await upstream.close();
});

const generate = `mutation ($input: GenerateInput!) {
  generate(input: $input) { text json toolCalls { name arguments } choices { reasoning logprobs } } }`;
const tools = [{ name: 'look', description: 'Looks.', schema: { type: 'object', properties: {} } }];
const formats = [
  {},
  { responseFormat: { kind: 'JSON' } },
  { responseFormat: { kind: 'JSON_SCHEMA', name: 'x', schema: { type: 'array', items: { type: 'array' } } } },
  { tools },
];

describe('an answer that nests without reason', () => {
  it.each(Object.entries(bodies))('is no fault of the server: %s', async (_, given) => {
    body = given;
    for (const format of formats) {
      const input = {
        model: 'openai-compatible/any',
        messages: [{ role: 'USER', content: 'Hi.' }],
        credential: { provider: 'openai-compatible', apiKey: 'sk-canary-0123456789', baseUrl: upstream.origin },
        ...format,
      };
      const { response }: Answer = await server.client.request<Answer>(generate, { input }).then(
        () => ({}),
        (error: Answer) => error,
      );
      const code = response?.errors?.[0].extensions?.code ?? 'none';
      expect(['none', 'PROVIDER_PROTOCOL', 'PROVIDER_REJECTED', 'PROVIDER_OVERLOADED']).toContain(code);
    }
    expect((await server.client.request<Answer>('{ viewer { name } }')).viewer.name).toBe('default');
  });
});

it('a metric reads no answer that nests without reason', () => {
  expect(readJson(deep)).toBeUndefined();
  expect(readJson(`Here: ${deepObject}`)).toBeUndefined();
  expect(readJson('[[[1]]]')).toEqual({ value: [[[1]]] });
});
