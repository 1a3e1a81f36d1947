import { describe, expect, it } from '@jest/globals';
import type {
  Completion,
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
import baseten from './index.js';

const adapter = baseten.connect({
  resolve: () => {
    throw new Error('needs nothing of the host');
  },
});
const messages: CompletionRequest['messages'] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'One.' },
  { role: 'user', content: 'Two.' },
];
const tools = [{ name: 'look', schema: { type: 'object' } }];
const wireTools = [{ type: 'function', function: { name: 'look', parameters: { type: 'object' } } }];
const schema = { type: 'object', properties: { a: { type: 'string' } } };
const image = { role: 'user', content: 'What?', images: [{ url: 'https://pictures.example/1.png' }] } as const;

/** A request and the body that is right for it, or the code with which it fails. */
type Case = readonly [string, Partial<CompletionRequest>, JsonObject | string];
const cases: readonly Case[] = [
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
      n: 2,
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
    { temperature: 1.8, max_tokens: 131_072, stop: ['a', 'b', 'c', 'd', 'e'], top_k: 40 },
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
    { messages: [image] },
    {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What?' },
            { type: 'image_url', image_url: { url: 'https://pictures.example/1.png' } },
          ],
        },
      ],
    },
  ],
];

function sent(definition: ProviderDefinition, [model, rest]: Case): unknown {
  const request: CompletionRequest = { model, messages, parameters: {}, ...rest };
  const policy = { onUnsupported: 'adapt', onOverflow: 'reject' } as const;
  try {
    const adapted = adaptRequest(request, resolveModel(definition, model), policy);
    return adapter.prepare(adapted.request, { stream: false });
  } catch (error) {
    return (error as { code?: string }).code;
  }
}
const expected = ([model, , body]: Case) =>
  typeof body === 'string' ? body : { method: 'POST', path: '/chat/completions', body: { model, messages, ...body } };

const without = (quirk: Quirk): ProviderDefinition => ({
  ...baseten,
  quirks: baseten.quirks?.filter((one) => one !== quirk),
  models: baseten.models.map((model) => ({ ...model, quirks: model.quirks?.filter((one) => one !== quirk) })),
});
const declared = [...new Set([...(baseten.quirks ?? []), ...baseten.models.flatMap(({ quirks }) => quirks ?? [])])];

type Answered = Awaited<ReturnType<typeof attempt>> & { completion: Completion };

/** An attempt at a server that gives this answer. */
async function attempt(
  answer: { status?: number; body: string },
  { stream = false, baseUrl = 'http://host.example/v1' } = {},
) {
  const sends: { url: string; init: ProviderRequestInit }[] = [];
  const texts: string[] = [];
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
  const request = { model: 'some/model', messages, parameters: {} };
  const outcome = await adapter
    .complete(request, {
      fetch: async (url, init = {}) => {
        sends.push({ url: String(url), init });
        return response;
      },
      baseUrl,
      fields: {},
      signal: new AbortController().signal,
      ...(stream && { onDelta: ({ text = '' }: { text?: string }) => texts.push(text) }),
    })
    .then(
      (completion) => ({ completion }),
      (error: { code: string }) => ({ code: error.code }),
    );
  return { ...outcome, sends, texts };
}
const reply = (text: string, promptTokens: number) =>
  JSON.stringify({
    choices: [{ index: 0, message: { content: text }, finish_reason: 'stop' }],
    usage: { prompt_tokens: promptTokens, completion_tokens: 1 },
  });

describe('the Baseten provider', () => {
  it('is declared well', () => {
    expect(() => checkDefinition(baseten)).not.toThrow();
  });

  it.each(cases)('sends %s what it takes: %j', (...one) => {
    expect(sent(baseten, one)).toEqual(expected(one));
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

  it("reaches a deployment of one's own by its base URL, and never a predict endpoint", async () => {
    const deployment = 'https://model-abcd1234.api.baseten.co/environments/production';
    const { sends } = (await attempt({ body: reply('Hi', 9) }, { baseUrl: `${deployment}/sync/v1` })) as Answered;
    expect(sends.map(({ url }) => url)).toEqual([`${deployment}/sync/v1/chat/completions`]);
    const refused = await attempt({ body: reply('Hi', 9) }, { baseUrl: `${deployment}/predict` });
    expect(refused).toMatchObject({ code: 'PROVIDER_REJECTED', sends: [] });
  });

  it.each([
    [400, '{"error":"please check the model you provided"}', 'UNKNOWN_MODEL'],
    [404, '{"error":"please check the model you provided"}', 'UNKNOWN_MODEL'],
    [401, '{"error":"Unauthorized"}', 'CREDENTIAL_INVALID'],
    [429, '{"error":{"message":"slow","type":"rate_limit_error","code":null}}', 'RATE_LIMITED'],
    [400, '{"error":{"message":"too long","code":"context_length_exceeded"}}', 'CONTEXT_WINDOW_EXCEEDED'],
  ])('reads both shapes of an error: %s %s', async (status, body, code) => {
    expect(await attempt({ status, body })).toMatchObject({ code });
  });
});
