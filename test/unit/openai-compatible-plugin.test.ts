import { describe, expect, it } from '@jest/globals';
import compatible from '../../plugins/openai-compatible/index.js';
import { checkDefinition } from '../../src/plugin-loader/check-definition.js';
import { checkCredential } from '../../src/vault/check-credential.js';
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
    'whatever',
    {
      parameters: {
        temperature: 1.8,
        topK: 40,
        maxOutputTokens: 100_000,
        stop: ['a', 'b', 'c', 'd', 'e'],
        n: 2,
        reasoningEffort: 'high',
        logprobs: 1,
        frequencyPenalty: 1,
      },
    },
    {
      temperature: 1.8,
      max_tokens: 100_000,
      stop: ['a', 'b', 'c', 'd', 'e'],
      n: 2,
      logprobs: true,
      top_logprobs: 1,
      frequency_penalty: 1,
    },
  ],
  [
    'org/model:tag',
    { responseFormat: { kind: 'json-schema', schema, strict: true } },
    { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } } },
  ],
  [
    'whatever',
    { tools, toolChoice: { mode: 'tool', tool: 'look' } },
    { tools: wireTools, tool_choice: { type: 'function', function: { name: 'look' } } },
  ],
  [
    'whatever',
    { messages: picture },
    {
      messages: wirePicture,
    },
  ],
];

describe('the provider for any compatible server', () => {
  it('is declared well', () => {
    expect(() => checkDefinition(compatible)).not.toThrow();
  });

  it.each(cases)('sends %s what it takes: %j', (...one) => {
    expect(preparedOf(compatible, one)).toEqual(expectedOf(one));
  });

  it('goes where the credential says, with or without a key', async () => {
    const { sends, completion } = await attemptOf(compatible, { body: replyOf('Hi', 9) });
    expect(sends.map(({ url }) => url)).toEqual(['http://host.example/v1/chat/completions']);
    expect(completion).toMatchObject({ choices: [{ text: 'Hi' }], usage: { inputTokens: 9, outputTokens: 1 } });
    expect(checkCredential({ definition: compatible, baseUrl: 'http://host.example/v1/' })).toEqual({
      secrets: null,
      fields: {},
      baseUrl: 'http://host.example/v1',
      origin: 'http://host.example',
    });
    expect(() => checkCredential({ definition: compatible, apiKey: 'k'.repeat(20) })).toThrow(/baseUrl is required/);
  });

  it("keeps the server's failures typed", async () => {
    expect(await attemptOf(compatible, { status: 401, body: '{"detail":"no"}' })).toMatchObject({
      code: 'CREDENTIAL_INVALID',
    });
    expect(await attemptOf(compatible, { status: 200, body: '<html></html>' })).toMatchObject({
      code: 'PROVIDER_PROTOCOL',
    });
  });
});
