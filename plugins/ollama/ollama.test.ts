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
import ollama from './index.js';

const adapter = ollama.connect({
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
  ['qwen3-vl:8b', { messages: [image] }, 'UNSUPPORTED_FEATURE'],
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
  ...ollama,
  quirks: ollama.quirks?.filter((one) => one !== quirk),
  models: ollama.models.map((model) => ({ ...model, quirks: model.quirks?.filter((one) => one !== quirk) })),
});
const declared = [...new Set([...(ollama.quirks ?? []), ...ollama.models.flatMap(({ quirks }) => quirks ?? [])])];

type Answered = Awaited<ReturnType<typeof attempt>> & { completion: Completion };

/** An attempt at a server that gives this answer. */
async function attempt(
  answer: { status?: number; body: string },
  { stream = false, baseUrl = 'http://host.example/v1', long = messages } = {},
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
  const request = { model: 'some/model', messages: long, parameters: {} };
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

describe('the Ollama provider', () => {
  it('is declared well', () => {
    expect(() => checkDefinition(ollama)).not.toThrow();
  });

  it.each(cases)('sends %s what it takes: %j', (...one) => {
    expect(sent(ollama, one)).toEqual(expected(one));
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

  it('reports that messages were dropped where too few tokens were read', async () => {
    const long = Array.from({ length: 40 }, (_, index) => ({
      role: 'user' as const,
      content: `This is line number ${index} of a text that is long, 比较长的文字。`,
    }));
    const { sends, completion } = (await attempt({ body: reply('Hi', 640) }, { long })) as Answered;
    expect(sends.map(({ url }) => url)).toEqual(['http://host.example/v1/chat/completions']);
    expect(completion).not.toHaveProperty('reports');
    const cut = (await attempt({ body: reply('Hi', 300) }, { long })) as Answered;
    expect(cut.completion.reports).toMatchObject([
      { quirk: 'silent-truncation', parameter: 'messages', lossless: false },
    ]);
    const short = (await attempt({ body: reply('Hi', 3) })) as Answered;
    expect(short.completion).not.toHaveProperty('reports');
  });

  it('takes an error in a stream for a failure, after the text that came', async () => {
    const chunk = { choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: null }] };
    const body = [chunk, { error: 'an error was encountered while running the model' }]
      .map((event) => `data: ${JSON.stringify(event)}\n\n`)
      .join('');
    expect(await attempt({ body }, { stream: true })).toMatchObject({ code: 'PROVIDER_OVERLOADED', texts: ['Hi'] });
  });

  it('tells a model that is not pulled', async () => {
    const body =
      '{"error":{"message":"model not found, try pulling it","type":"not_found_error","param":null,"code":null}}';
    expect(await attempt({ status: 404, body })).toMatchObject({ code: 'UNKNOWN_MODEL' });
  });
});
