import { describe, expect, it } from '@jest/globals';
import ollama from '../../plugins/ollama/index.js';
import { checkDefinition } from '../../src/plugin-loader/check-definition.js';
import {
  attemptOf,
  expectedOf,
  picture,
  preparedOf,
  replyOf,
  ruleQuirks,
  schema,
  tools,
  wireTools,
  wrongWithout,
  type BodyCase,
} from './openai-compatible-plugin-setting.js';

const cases: readonly BodyCase[] = [
  [
    'llama3.2:3b',
    {
      parameters: {
        temperature: 1.8,
        topK: 40,
        maxOutputTokens: 100_000,
        stop: ['a', 'b', 'c', 'd', 'e'],
        n: 3,
        reasoningEffort: 'xhigh',
        seed: 7,
      },
    },
    { temperature: 1.8, max_tokens: 100_000, stop: ['a', 'b', 'c', 'd', 'e'], reasoning_effort: 'xhigh', seed: 7 },
  ],
  ['llama3.2:3b', { tools, toolChoice: { mode: 'required' } }, { tools: wireTools, tool_choice: 'auto' }],
  ['llama3.2:3b', { tools, toolChoice: { mode: 'none' } }, {}],
  ['llama3.2:3b', { tools, toolChoice: { mode: 'tool', tool: 'look' } }, { tools: wireTools, tool_choice: 'auto' }],
  ['gpt-oss:20b', { parameters: { reasoningEffort: 'none' } }, { reasoning_effort: 'low' }],
  [
    'qwen3:8b',
    { responseFormat: { kind: 'json-schema', schema, name: 'reply', strict: true } },
    { response_format: { type: 'json_schema', json_schema: { name: 'reply', schema } } },
  ],
  ['qwen3-vl:8b', { messages: picture }, 'UNSUPPORTED_FEATURE'],
];

describe('the Ollama provider', () => {
  it('is declared well', () => {
    expect(() => checkDefinition(ollama)).not.toThrow();
  });

  it.each(cases)('sends %s what it takes: %j', (...one) => {
    expect(preparedOf(ollama, one)).toEqual(expectedOf(one));
  });

  it.each(ruleQuirks(ollama))('would send something else without $id', (quirk) => {
    expect(wrongWithout(ollama, quirk, cases)).not.toEqual([]);
  });

  it('reports that messages were dropped where too few tokens were read', async () => {
    const long = Array.from({ length: 40 }, (_, index) => ({
      role: 'user' as const,
      content: `This is line number ${index} of a text that is long, 比较长的文字。`,
    }));
    const { sends, completion } = await attemptOf(
      ollama,
      { body: replyOf('Hi', 640) },
      { request: { messages: long } },
    );
    expect(sends.map(({ url }) => url)).toEqual(['http://host.example/v1/chat/completions']);
    expect(completion).not.toHaveProperty('reports');
    const cut = await attemptOf(ollama, { body: replyOf('Hi', 300) }, { request: { messages: long } });
    expect(cut.completion?.reports).toMatchObject([
      { quirk: 'silent-truncation', parameter: 'messages', lossless: false },
    ]);
    const short = await attemptOf(ollama, { body: replyOf('Hi', 3) });
    expect(short.completion).not.toHaveProperty('reports');
  });

  it('takes an error in a stream for a failure, after the text that came', async () => {
    const chunk = { choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: null }] };
    const body = [chunk, { error: 'an error was encountered while running the model' }]
      .map((event) => `data: ${JSON.stringify(event)}\n\n`)
      .join('');
    expect(await attemptOf(ollama, { body }, { stream: true })).toMatchObject({
      code: 'PROVIDER_OVERLOADED',
      texts: ['Hi'],
    });
  });

  it('tells a model that is not pulled', async () => {
    const body =
      '{"error":{"message":"model not found, try pulling it","type":"not_found_error","param":null,"code":null}}';
    expect(await attemptOf(ollama, { status: 404, body })).toMatchObject({ code: 'UNKNOWN_MODEL' });
  });
});
