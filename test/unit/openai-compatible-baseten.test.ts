import { describe, expect, it } from '@jest/globals';
import baseten from '../../plugins/baseten/index.js';
import { checkDefinition } from '../../src/plugin-loader/check-definition.js';
import {
  attemptOf,
  expectedOf,
  picture,
  preparedOf,
  replyOf,
  schema,
  tools,
  wirePicture,
  wireTools,
  type BodyCase,
} from './openai-compatible-plugin-setting.js';

const cases: readonly BodyCase[] = [
  [
    'deepseek-ai/DeepSeek-V4-Pro',
    {
      parameters: {
        temperature: 1.8,
        topK: 40,
        maxOutputTokens: 100_000,
        stop: ['a', 'b', 'c', 'd', 'e'],
        n: 2,
        reasoningEffort: 'high',
        logprobs: 1,
      },
    },
    {
      temperature: 1.8,
      max_tokens: 100_000,
      stop: ['a', 'b', 'c', 'd', 'e'],
      n: 1,
      reasoning_effort: 'high',
      logprobs: true,
      top_logprobs: 1,
    },
  ],
  [
    'zai-org/GLM-5.3-Flash',
    {
      parameters: {
        temperature: 1.8,
        topK: 40,
        maxOutputTokens: 200_000,
        stop: ['a', 'b', 'c', 'd', 'e'],
        reasoningEffort: 'high',
      },
    },
    {
      temperature: 1.8,
      max_tokens: 131_072,
      stop: ['a', 'b', 'c', 'd', 'e'],
      top_k: 40,
      reasoning_effort: 'high',
    },
  ],
  ['openai/gpt-oss-120b', { parameters: { reasoningEffort: 'none' } }, { reasoning_effort: 'low' }],
  [
    'my-own-deployment',
    {
      parameters: {
        temperature: 1.8,
        topK: 40,
        maxOutputTokens: 100_000,
        stop: ['a', 'b', 'c', 'd', 'e'],
      },
    },
    { temperature: 1.8, max_tokens: 100_000, stop: ['a', 'b', 'c', 'd', 'e'], top_k: 40 },
  ],
  ['moonshotai/Kimi-K3', { tools, toolChoice: { mode: 'required' } }, { tools: wireTools, tool_choice: 'required' }],
  [
    'moonshotai/Kimi-K3',
    { responseFormat: { kind: 'json-schema', schema, strict: true } },
    { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } } },
  ],
  [
    'moonshotai/Kimi-K3',
    { messages: picture },
    {
      messages: wirePicture,
    },
  ],
];

describe('the Baseten provider', () => {
  it('is declared well', () => {
    expect(() => checkDefinition(baseten)).not.toThrow();
  });

  it.each(cases)('sends %s what it takes: %j', (...one) => {
    expect(preparedOf(baseten, one)).toEqual(expectedOf(one));
  });

  it("reaches a deployment of one's own by its base URL, and never a predict endpoint", async () => {
    const deployment = 'https://model-abcd1234.api.baseten.co/environments/production';
    const { sends } = await attemptOf(baseten, { body: replyOf('Hi', 9) }, { baseUrl: `${deployment}/sync/v1` });
    expect(sends.map(({ url }) => url)).toEqual([`${deployment}/sync/v1/chat/completions`]);
    const refused = await attemptOf(baseten, { body: replyOf('Hi', 9) }, { baseUrl: `${deployment}/predict` });
    expect(refused).toMatchObject({ code: 'PROVIDER_REJECTED', sends: [] });
  });

  it.each([
    [400, '{"error":"please check the model you provided"}', 'UNKNOWN_MODEL'],
    [404, '{"error":"please check the model you provided"}', 'UNKNOWN_MODEL'],
    [401, '{"error":"Unauthorized"}', 'CREDENTIAL_INVALID'],
    [429, '{"error":{"message":"slow","type":"rate_limit_error","code":null}}', 'RATE_LIMITED'],
    [400, '{"error":{"message":"too long","code":"context_length_exceeded"}}', 'CONTEXT_WINDOW_EXCEEDED'],
  ])('reads both shapes of an error: %s %s', async (status, body, code) => {
    expect(await attemptOf(baseten, { status, body })).toMatchObject({ code });
  });
});
