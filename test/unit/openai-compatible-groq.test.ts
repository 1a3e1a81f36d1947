import { afterEach, describe, expect, it } from '@jest/globals';
import groq from '../../plugins/groq/index.js';
import { checkDefinition } from '../../src/plugin-loader/check-definition.js';
import {
  adapterOf,
  attemptOf,
  expectedOf,
  messages,
  preparedOf,
  schema,
  tools,
  wireTools,
  type BodyCase,
} from './openai-compatible-plugin-setting.js';

const named = messages.map((message) => (message.role === 'user' ? { ...message, name: 'ann' } : message));
const inWords = (text: string) =>
  `Be brief.\n\nAnswer with one valid JSON value and nothing else: no explanation and no code fence.${text}`;

const baseUrl = 'https://api.groq.com/openai/v1';
const cases: readonly BodyCase[] = [
  [
    'llama-3.3-70b-versatile',
    {
      messages: named,
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
        ...messages.slice(1),
      ],
      response_format: { type: 'json_object' },
    },
  ],
  [
    'openai/gpt-oss-20b',
    { responseFormat: { kind: 'json-schema', schema, name: 'reply' }, parameters: { reasoningEffort: 'none' } },
    {
      reasoning_effort: 'low',
      response_format: { type: 'json_schema', json_schema: { name: 'reply', schema } },
    },
  ],
  [
    'openai/gpt-oss-120b',
    { responseFormat: { kind: 'json' }, tools, toolChoice: { mode: 'required' } },
    {
      messages: [{ role: 'system', content: inWords('') }, ...messages.slice(1)],
      tools: wireTools,
      tool_choice: 'required',
      parallel_tool_calls: false,
    },
  ],
  [
    'qwen/qwen3-32b',
    { parameters: { reasoningEffort: 'high' } },
    { reasoning_effort: 'default', reasoning_format: 'parsed' },
  ],
  [
    'qwen/qwen3-32b',
    { parameters: { reasoningEffort: 'none' } },
    { reasoning_effort: 'none', reasoning_format: 'parsed' },
  ],
  [
    'qwen/qwen3.8-27b',
    { parameters: { reasoningEffort: 'max' } },
    { reasoning_effort: 'high', reasoning_format: 'parsed' },
  ],
  ['qwen/qwen3-32b', { providerOptions: { include_reasoning: false } }, { include_reasoning: false }],
];

describe('the Groq provider', () => {
  const environment = { ...process.env };
  afterEach(() => {
    process.env = { ...environment };
  });

  it('is declared well', () => {
    expect(() => checkDefinition(groq)).not.toThrow();
  });

  it.each(cases)('sends %s what it takes: %j', (...one) => {
    expect(preparedOf(groq, one)).toEqual(expectedOf(one));
  });

  it('sends over its SDK exactly what is previewed, and nothing of the environment', async () => {
    process.env['GROQ_API_KEY'] = 'gsk_environment';
    process.env['GROQ_BASE_URL'] = 'https://elsewhere.example';
    process.env['GROQ_CUSTOM_HEADERS'] = 'x-leak: yes';
    process.env['GROQ_LOG'] = 'debug';
    const request = { messages: named };
    const choice = { index: 0, message: { content: 'Hi' }, finish_reason: 'stop' };
    const usage = { prompt_tokens: 5, completion_tokens: 1, queue_time: 0.1, prompt_tokens_details: null };
    const { completion, sends } = await attemptOf(
      groq,
      { body: JSON.stringify({ choices: [choice], usage }) },
      { baseUrl, request },
    );
    expect(sends).toHaveLength(1);
    expect(sends[0]!.url).toBe('https://api.groq.com/openai/v1/chat/completions');
    expect(JSON.parse(sends[0]!.init.body as string)).toEqual(
      adapterOf(groq).prepare({ model: 'some/model', parameters: {}, ...request }, { stream: false }).body,
    );
    expect(sends[0]!.init.headers).toEqual({ 'content-type': 'application/json', accept: 'application/json' });
    expect(completion).toMatchObject({
      choices: [{ text: 'Hi', finishReason: 'stop' }],
      usage: { inputTokens: 5, cachedInputTokens: 0, outputTokens: 1, reasoningTokens: 0 },
    });
  });

  it('reads a stream', async () => {
    const events = [
      { choices: [{ index: 0, delta: { reasoning: 'hm' }, finish_reason: null }] },
      { choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: 'stop' }] },
      { choices: [], x_groq: { usage: { prompt_tokens: 5, completion_tokens: 2 } } },
    ];
    const body = `${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')}data: [DONE]\n\n`;
    const { completion } = await attemptOf(groq, { body }, { stream: true });
    expect(completion).toMatchObject({
      choices: [{ text: 'Hi', reasoning: 'hm' }],
      usage: { inputTokens: 5, outputTokens: 2 },
    });
  });

  it('tries once and gives the typed error', async () => {
    const body = JSON.stringify({ error: { message: 'Slow down', type: 'tokens', code: 'rate_limit_exceeded' } });
    expect(await attemptOf(groq, { status: 429, body })).toMatchObject({ code: 'RATE_LIMITED' });
    expect(await attemptOf(groq, { status: 503, body: 'no' })).toMatchObject({ code: 'PROVIDER_OVERLOADED' });
  });
});
