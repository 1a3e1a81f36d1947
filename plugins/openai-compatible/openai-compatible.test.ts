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
import { checkCredential } from '../../src/vault/check-credential.js';
import compatible from './index.js';

const adapter = compatible.connect({
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
  ...compatible,
  quirks: compatible.quirks?.filter((one) => one !== quirk),
  models: compatible.models.map((model) => ({ ...model, quirks: model.quirks?.filter((one) => one !== quirk) })),
});
const declared = [
  ...new Set([...(compatible.quirks ?? []), ...compatible.models.flatMap(({ quirks }) => quirks ?? [])]),
];

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

describe('the provider for any compatible server', () => {
  it('is declared well', () => {
    expect(() => checkDefinition(compatible)).not.toThrow();
  });

  it.each(cases)('sends %s what it takes: %j', (...one) => {
    expect(sent(compatible, one)).toEqual(expected(one));
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

  it('goes where the credential says, with or without a key', async () => {
    const { sends, completion } = (await attempt({ body: reply('Hi', 9) })) as Answered;
    expect(sends.map(({ url }) => url)).toEqual(['http://host.example/v1/chat/completions']);
    expect(completion).toMatchObject({ choices: [{ text: 'Hi' }], usage: { inputTokens: 9, outputTokens: 1 } });
    expect(checkCredential({ definition: compatible, baseUrl: 'http://host.example/v1/' })).toEqual({
      secret: null,
      fields: {},
      baseUrl: 'http://host.example/v1',
      origin: 'http://host.example',
    });
    expect(() => checkCredential({ definition: compatible, apiKey: 'k'.repeat(20) })).toThrow(/baseUrl is required/);
  });

  it("keeps the server's failures typed", async () => {
    expect(await attempt({ status: 401, body: '{"detail":"no"}' })).toMatchObject({ code: 'CREDENTIAL_INVALID' });
    expect(await attempt({ status: 200, body: '<html></html>' })).toMatchObject({ code: 'PROVIDER_PROTOCOL' });
  });
});
