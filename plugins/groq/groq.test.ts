import { afterEach, describe, expect, it } from '@jest/globals';
import type {
  CompletionRequest,
  JsonObject,
  ProviderDefinition,
  ProviderRequestInit,
  ProviderResponse,
  Quirk,
} from 'byom/sdk';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import { checkDefinition } from '../../src/plugin-loader/check-definition.js';
import groq from './index.js';

const adapter = groq.connect({
  resolve: () => {
    throw new Error('needs nothing of the host');
  },
});
const messages: CompletionRequest['messages'] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'One.', name: 'ann' },
  { role: 'user', content: 'Two.' },
];
const wireMessages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'One.' },
  { role: 'user', content: 'Two.' },
];
const tools = [{ name: 'look', schema: { type: 'object' } }];
const wireTools = [{ type: 'function', function: { name: 'look', parameters: { type: 'object' } } }];
const schema = { type: 'object', properties: { a: { type: 'string' } } };
const inWords = (text: string) =>
  `Be brief.\n\nAnswer with one valid JSON value and nothing else: no explanation and no code fence.${text}`;

/** A request and the body that Groq takes for it. */
type Case = readonly [string, Partial<CompletionRequest>, JsonObject];
const cases: readonly Case[] = [
  [
    'llama-3.3-70b-versatile',
    {
      parameters: {
        temperature: 1.8,
        topK: 40,
        maxOutputTokens: 100_000,
        stop: ['a', 'b', 'c', 'd', 'e'],
        frequencyPenalty: 1,
        presencePenalty: 1,
        logprobs: 2,
        n: 3,
        seed: 7,
        reasoningEffort: 'low',
      },
    },
    {
      messages: wireMessages,
      temperature: 1.8,
      max_completion_tokens: 32_768,
      stop: ['a', 'b', 'c', 'd'],
      n: 1,
      seed: 7,
    },
  ],
  [
    'llama-3.1-8b-instant',
    { responseFormat: { kind: 'json-schema', schema } },
    {
      messages: [
        {
          role: 'system',
          content: inWords(` It must conform to this JSON Schema:\n${JSON.stringify(schema)}`),
        },
        ...wireMessages.slice(1),
      ],
      response_format: { type: 'json_object' },
    },
  ],
  [
    'openai/gpt-oss-20b',
    { responseFormat: { kind: 'json-schema', schema, name: 'reply' }, parameters: { reasoningEffort: 'none' } },
    {
      messages: wireMessages,
      reasoning_effort: 'low',
      response_format: { type: 'json_schema', json_schema: { name: 'reply', schema } },
    },
  ],
  [
    'openai/gpt-oss-120b',
    { responseFormat: { kind: 'json' }, tools, toolChoice: { mode: 'required' } },
    {
      messages: [{ role: 'system', content: inWords('') }, ...wireMessages.slice(1)],
      tools: wireTools,
      tool_choice: 'required',
    },
  ],
  [
    'qwen/qwen3-32b',
    { parameters: { reasoningEffort: 'high' } },
    { messages: wireMessages, reasoning_effort: 'default' },
  ],
  ['qwen/qwen3-32b', { parameters: { reasoningEffort: 'none' } }, { messages: wireMessages, reasoning_effort: 'none' }],
  [
    'qwen/qwen3.8-27b',
    { parameters: { reasoningEffort: 'max' } },
    { messages: wireMessages, reasoning_effort: 'high' },
  ],
];

function sent(definition: ProviderDefinition, [model, rest]: Case): unknown {
  const request: CompletionRequest = { model, messages, parameters: {}, ...rest };
  const policy = { onUnsupported: 'adapt', onOverflow: 'reject' } as const;
  return adapter.prepare(adaptRequest(request, resolveModel(definition, model), policy).request, { stream: false });
}
const expected = ([model, , body]: Case) => ({ method: 'POST', path: '/chat/completions', body: { model, ...body } });

const without = (quirk: Quirk): ProviderDefinition => ({
  ...groq,
  quirks: groq.quirks?.filter((one) => one !== quirk),
  models: groq.models.map((model) => ({ ...model, quirks: model.quirks?.filter((one) => one !== quirk) })),
});
const declared = [...new Set([...(groq.quirks ?? []), ...groq.models.flatMap(({ quirks }) => quirks ?? [])])];

/** Groq's answer, and what was sent for it. */
async function exchange(answer: { status?: number; body: string }, stream = false) {
  const sends: { url: string; init: ProviderRequestInit }[] = [];
  const { status = 200, body } = answer;
  const response: ProviderResponse = {
    ok: status < 300,
    status,
    url: '',
    headers: {
      get: (name) => (name === 'content-type' ? (stream ? 'text/event-stream' : 'application/json') : null),
      entries: () => new Map<string, string>().entries(),
    },
    body: (async function* () {
      yield Buffer.from(body);
    })(),
    text: async () => body,
    json: async () => JSON.parse(body) as unknown,
  };
  const request = { model: 'llama-3.1-8b-instant', messages, parameters: {} };
  const completion = await adapter.complete(request, {
    fetch: async (url, init = {}) => {
      sends.push({ url: String(url), init });
      return response;
    },
    baseUrl: 'https://api.groq.com/openai/v1',
    fields: {},
    signal: new AbortController().signal,
    ...(stream && { onDelta: () => undefined }),
  });
  return { completion, sends, prepared: adapter.prepare(request, { stream }) };
}

describe('the Groq provider', () => {
  const environment = { ...process.env };
  afterEach(() => {
    process.env = { ...environment };
  });

  it('is declared well', () => {
    expect(() => checkDefinition(groq)).not.toThrow();
  });

  it.each(cases)('sends %s what it takes: %j', (...one) => {
    expect(sent(groq, one)).toEqual(expected(one));
  });

  it.each(declared.filter(({ kind }) => kind !== 'wire-format' && kind !== 'model-limit'))(
    'would send something else without $id',
    (quirk) => {
      const changed = cases.filter((one) => {
        try {
          expect(sent(without(quirk), one)).toEqual(expected(one));
          return false;
        } catch {
          return true;
        }
      });
      expect(changed).not.toEqual([]);
    },
  );

  it('sends over its SDK exactly what is previewed, and nothing of the environment', async () => {
    process.env['GROQ_API_KEY'] = 'gsk_environment';
    process.env['GROQ_BASE_URL'] = 'https://elsewhere.example';
    process.env['GROQ_CUSTOM_HEADERS'] = 'x-leak: yes';
    process.env['GROQ_LOG'] = 'debug';
    const choice = { index: 0, message: { content: 'Hi' }, finish_reason: 'stop' };
    const usage = { prompt_tokens: 5, completion_tokens: 1, queue_time: 0.1, prompt_tokens_details: null };
    const { completion, sends, prepared } = await exchange({ body: JSON.stringify({ choices: [choice], usage }) });
    expect(sends).toHaveLength(1);
    expect(sends[0]!.url).toBe('https://api.groq.com/openai/v1/chat/completions');
    expect(JSON.parse(sends[0]!.init.body as string)).toEqual(prepared.body);
    expect(sends[0]!.init.headers).toEqual({ 'content-type': 'application/json', accept: 'application/json' });
    expect(completion).toMatchObject({
      choices: [{ text: 'Hi', finishReason: 'stop' }],
      usage: { inputTokens: 5, cachedInputTokens: 0, outputTokens: 1, reasoningTokens: 0 },
      reports: [{ quirk: 'no-speaker-names', lossless: false }],
    });
  });

  it('reads a stream', async () => {
    const events = [
      { choices: [{ index: 0, delta: { reasoning: 'hm' }, finish_reason: null }] },
      { choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: 'stop' }] },
      { choices: [], x_groq: { usage: { prompt_tokens: 5, completion_tokens: 2 } } },
    ];
    const body = `${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')}data: [DONE]\n\n`;
    const { completion } = await exchange({ body }, true);
    expect(completion).toMatchObject({
      choices: [{ text: 'Hi', reasoning: 'hm' }],
      usage: { inputTokens: 5, outputTokens: 2 },
    });
  });

  it('tries once and gives the typed error', async () => {
    const body = JSON.stringify({ error: { message: 'Slow down', type: 'tokens', code: 'rate_limit_exceeded' } });
    await expect(exchange({ status: 429, body })).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    await expect(exchange({ status: 503, body: 'no' })).rejects.toMatchObject({ code: 'PROVIDER_OVERLOADED' });
  });
});
