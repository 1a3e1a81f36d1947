import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import cohere from '../../plugins/cohere/index.js';
import google from '../../plugins/google/index.js';
import openai from '../../plugins/openai/index.js';
import openaiCompatible from '../../plugins/openai-compatible/index.js';
import { callerNamed, spendingWith, type Spending } from '../support/spending.js';
import type { ProviderDefinition } from '../../src/sdk/index.js';
import type { GenerateInput } from '../../src/use-cases/generate-input.js';

interface Arrived {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

const tenant = callerNamed('tenant-1');
const question = { role: 'user' as const, content: 'How is the weather in Oslo?' };
const tools = [{ name: 'get_weather', schema: { type: 'object' } }];
/** Longer than any id, as signatures of long thoughts are. */
const signature = `${'EpYC'.repeat(4_000)}/+s=`;

let server: Server | undefined;
let spending: Spending | undefined;
let arrived: Arrived[];

/** The plugin on a server that gives these replies, one after another. */
async function on(
  definition: ProviderDefinition,
  replies: readonly { status?: number; body: object }[],
): Promise<void> {
  arrived = [];
  const left = [...replies];
  server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>;
      arrived.push({ url: request.url ?? '', headers: request.headers, body });
      const reply = left.shift() ?? { status: 500, body: {} };
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1beta`;
  const host = { resolve: () => undefined as never };
  const changed = { ...definition, baseUrl };
  spending = spendingWith([
    {
      definition: { version: '1.0.0', ...changed } as never,
      source: 'built-in',
      location: 'test',
      adapter: definition.connect(host),
    },
  ]);
}

afterEach(async () => {
  await spending?.egress.close();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
});

const generate = (input: GenerateInput) => {
  const [provider = ''] = input.model.split('/');
  return spending!.generate.run(tenant, { ...input, credential: { provider, apiKey: 'key-0123456789' } });
};

const said = (text: string) => ({
  candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP', index: 0 }],
  usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 2 },
});

describe('providers with an API of their own', () => {
  it('get back with a call all that they gave with it', async () => {
    const called = {
      functionCall: { id: 'fc_1', name: 'get_weather', args: { city: 'Oslo' } },
      thoughtSignature: signature,
    };
    await on(google, [
      { body: { candidates: [{ content: { role: 'model', parts: [called] }, finishReason: 'STOP', index: 0 }] } },
      { body: said('It rains.') },
    ]);
    const model = 'google/gemini-3.5-flash';
    const first = await generate({ model, messages: [question], tools });
    const [toolCall] = first.choices[0]!.toolCalls;
    const second = await generate({
      model,
      messages: [
        question,
        { role: 'assistant', toolCalls: [toolCall!] },
        { role: 'tool', toolCallId: toolCall!.id, content: '7 degrees' },
      ],
      tools,
    });
    expect(second.choices[0]!.text).toBe('It rains.');
    expect(arrived[1]).toMatchObject({
      url: '/v1beta/models/gemini-3.5-flash:generateContent',
      headers: { 'x-goog-api-key': 'key-0123456789' },
      body: {
        contents: [
          { role: 'user' },
          { role: 'model', parts: [called] },
          {
            role: 'user',
            parts: [{ functionResponse: { id: 'fc_1', name: 'get_weather', response: { output: '7 degrees' } } }],
          },
        ],
      },
    });
    expect(arrived[1]!.headers).not.toHaveProperty('authorization');
  });

  it('teach by a refusal, which is kept to in one more attempt', async () => {
    const message =
      'Unable to submit request because it has a topK value of 50 but the supported range is from 1 (inclusive) to 41 (exclusive). Update the value and try again.';
    await on(google, [
      { status: 400, body: { error: { code: 400, message, status: 'INVALID_ARGUMENT' } } },
      { body: said('Paris') },
    ]);
    const answer = await generate({ model: 'google/gemini-3.5-flash', messages: [question], parameters: { topK: 50 } });
    expect(answer.choices[0]!.text).toBe('Paris');
    expect(arrived.map(({ body }) => body)).toMatchObject([
      { generationConfig: { topK: 50 } },
      { generationConfig: { topK: 40 } },
    ]);
  });

  it('are billed as they bill', async () => {
    await on(cohere, [
      {
        body: {
          id: 'c-1',
          finish_reason: 'COMPLETE',
          message: { role: 'assistant', content: [{ type: 'text', text: 'Oslo' }] },
          usage: {
            billed_units: { input_tokens: 1_000, output_tokens: 100 },
            tokens: { input_tokens: 1_500, output_tokens: 100 },
          },
        },
      },
    ]);
    const { usage, cost } = await generate({ model: 'cohere/command-a-03-2025', messages: [question] });
    expect(usage).toMatchObject({ inputTokens: 1_000, outputTokens: 100 });
    expect(cost?.total).toBeCloseTo(0.0035, 9);
  });

  it('do not give their long ids to servers that take short ones', async () => {
    const choice = { index: 0, message: { role: 'assistant', content: 'It rains.' }, finish_reason: 'stop' };
    await on(openaiCompatible, [{ body: { choices: [choice] } }]);
    const id = `fc_1~${signature}`;
    await generate({
      model: 'openai-compatible/any',
      messages: [
        question,
        { role: 'assistant', toolCalls: [{ id, name: 'get_weather', arguments: {} }] },
        { role: 'tool', toolCallId: id, content: '7 degrees' },
      ],
      tools,
    });
    const [, call, result] = arrived[0]!.body['messages'] as Record<string, unknown>[];
    const [sent] = call!['tool_calls'] as { id: string }[];
    expect(sent!.id).toHaveLength(40);
    expect(result!['tool_call_id']).toBe(sent!.id);
  });

  it('are asked on the endpoint that serves the model, and through it for the next turn', async () => {
    const usage = { input_tokens: 1_000, output_tokens: 100, output_tokens_details: { reasoning_tokens: 64 } };
    const called = { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'get_weather', arguments: '{}' };
    const text = { type: 'output_text', text: 'It rains.', annotations: [] };
    const message = { type: 'message', role: 'assistant', status: 'completed', content: [text] };
    const answered = (output: readonly object[]) => ({
      body: { object: 'response', status: 'completed', output, usage },
    });
    await on(openai, [answered([called]), answered([message])]);
    const model = 'openai/gpt-5.2-pro';
    const first = await generate({ model, messages: [question], tools });
    const [toolCall] = first.choices[0]!.toolCalls;
    const second = await generate({
      model,
      messages: [
        question,
        { role: 'assistant', toolCalls: [toolCall!] },
        { role: 'tool', toolCallId: toolCall!.id, content: '7 degrees' },
      ],
      tools,
    });
    expect(second.choices[0]!.text).toBe('It rains.');
    expect(second.usage).toMatchObject({ inputTokens: 1_000, outputTokens: 100, reasoningTokens: 64 });
    expect(second.cost?.total).toBeGreaterThan(0);
    expect(arrived[1]).toMatchObject({
      url: '/v1beta/responses',
      headers: { authorization: 'Bearer key-0123456789' },
      body: {
        model: 'gpt-5.2-pro',
        store: false,
        input: [
          { role: 'user' },
          { type: 'function_call', call_id: 'call_1', name: 'get_weather', arguments: '{}' },
          { type: 'function_call_output', call_id: 'call_1', output: '7 degrees' },
        ],
      },
    });
  });

  it('teach of a model that no family knows, by a refused value', async () => {
    const text =
      "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.";
    const error = { message: text, type: 'invalid_request_error', param: 'temperature', code: 'unsupported_value' };
    const choice = { index: 0, message: { role: 'assistant', content: 'Oslo' }, finish_reason: 'stop' };
    await on(openai, [{ status: 400, body: { error } }, { body: { object: 'chat.completion', choices: [choice] } }]);
    const parameters = { temperature: 0.2 };
    const answer = await generate({ model: 'openai/new-model', messages: [question], parameters });
    expect(answer.choices[0]!.text).toBe('Oslo');
    expect(arrived[0]!.body).toMatchObject(parameters);
    expect(arrived[1]!.body).not.toMatchObject(parameters);
  });
});
