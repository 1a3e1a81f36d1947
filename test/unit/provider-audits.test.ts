import { describe, expect, it } from '@jest/globals';
import { openAICompatible } from '../../src/openai-compatible/openai-compatible.js';
import { providerAudits, type AuditName, type ProviderAuditOptions } from '../../src/sdk/audits/provider-audits.js';
import {
  ByomError,
  ProviderError,
  defineProvider,
  type CompletionRequest,
  type ProviderAdapter,
  type ProviderCall,
  type ProviderDefinition,
} from '../../src/sdk/index.js';

const counts = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
const events = [
  { choices: [{ index: 0, delta: { content: 'Good ' }, finish_reason: null }] },
  { choices: [{ index: 0, delta: { content: 'día' }, finish_reason: null }] },
  { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
  { choices: [], usage: counts },
];
const options: ProviderAuditOptions = {
  replies: {
    text: 'Good día',
    whole: {
      body: JSON.stringify({
        choices: [{ index: 0, message: { role: 'assistant', content: 'Good día' }, finish_reason: 'stop' }],
        usage: counts,
      }),
    },
    streamed: {
      headers: { 'content-type': 'text/event-stream' },
      body: `${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')}data: [DONE]\n\n`,
    },
    errors: [
      { reply: { status: 401, body: '{"error":{"message":"Your key is wrong."}}' }, code: 'CREDENTIAL_INVALID' },
      { reply: { status: 500, body: '<html>So sorry</html>' }, code: 'PROVIDER_OVERLOADED' },
    ],
  },
};

const good = openAICompatible();
const provider = (adapter: ProviderAdapter, changes: Partial<ProviderDefinition> = {}) =>
  defineProvider({
    id: 'audited',
    name: 'Audited',
    sdkVersion: 1,
    auth: { kind: 'bearer' },
    baseUrl: 'https://audited.example/v1',
    models: [{ matches: 'one', features: ['streaming'] }],
    connect: () => adapter,
    ...changes,
  });

async function broken(definition: ProviderDefinition, changes: Partial<ProviderAuditOptions> = {}) {
  const names: AuditName[] = [];
  for (const { name, run } of providerAudits(definition, { ...options, ...changes })) {
    await run().catch(() => names.push(name));
  }
  return names;
}

/** The good adapter, but for the way in which it makes its call. */
const changed = (
  complete: (request: CompletionRequest, call: ProviderCall) => ReturnType<ProviderAdapter['complete']>,
): ProviderAdapter => ({ ...good, complete });
/** The good adapter, with another body in each reply. */
const rereading = (change: (text: string) => string) =>
  changed((request, call) =>
    good.complete(request, {
      ...call,
      fetch: async (url, init) => {
        const response = await call.fetch(url, init);
        return { ...response, text: async () => change(await response.text()) };
      },
    }),
  );
const mapped = (code: 'PROVIDER_REJECTED' | 'CREDENTIAL_INVALID', message: (cause: unknown) => string) =>
  changed((request, call) =>
    good.complete(request, call).catch((cause: unknown) => {
      if (ByomError.is(cause) && cause.code === 'CREDENTIAL_INVALID') throw new ProviderError(code, message(cause));
      throw cause;
    }),
  );

describe('the audits of a plugin', () => {
  it('pass a good one, streaming or not', async () => {
    expect(await broken(provider(good))).toEqual([]);
    expect(await broken(provider(good, { models: [{ matches: '*' }] }))).toEqual([]);
  });

  it('are fewer where nothing streams, and where one is skipped with a reason', () => {
    const all = providerAudits(provider(good), options);
    const whole = providerAudits(provider(good, { models: [{ matches: '*' }] }), options);
    expect(all.length - whole.length).toBe(3);
    const audit = 'an abort before the reply ends the call';
    const rest = providerAudits(provider(good), { ...options, skip: [{ audit, reason: 'It answers at once.' }] });
    expect(all.map(({ name }) => name).filter((name) => !rest.some((one) => one.name === name))).toEqual([audit]);
    expect(() => providerAudits(provider(good), { ...options, skip: [{ audit, reason: ' ' }] })).toThrow(/why/);
  });

  const quirk = { kind: 'merged-turns', id: 'same' } as const;
  const cases: readonly (readonly [string, ProviderDefinition, readonly AuditName[]])[] = [
    [
      'two quirks of one name',
      provider(good, { quirks: [{ ...quirk }, { ...quirk }] }),
      ['the definition is plain data with names of its own'],
    ],
    [
      'an answer that is read wrong',
      provider(rereading((text) => text.replace('Good', 'Bad'))),
      ['a whole reply is read', 'a streamed reply is read, however its bytes are cut'],
    ],
    [
      'counts that cannot be',
      provider(
        changed(async (request, call) => ({
          ...(await good.complete(request, call)),
          usage: { inputTokens: 1, cachedInputTokens: 2, outputTokens: 0, reasoningTokens: 0 },
        })),
      ),
      ['a whole reply is read', 'a streamed reply is read, however its bytes are cut'],
    ],
    [
      'deltas left out',
      provider(
        changed((request, call) => good.complete(request, call.onDelta ? { ...call, onDelta: () => undefined } : call)),
      ),
      ['a streamed reply is read, however its bytes are cut'],
    ],
    [
      'any reply taken for an answer',
      provider(
        changed((request, call) =>
          good.complete(request, call).catch((error: unknown) => {
            if (!ByomError.is(error) || error.code !== 'PROVIDER_PROTOCOL') throw error;
            return { choices: [{ text: '', finishReason: 'stop' as const, toolCalls: [] }] };
          }),
        ),
      ),
      [
        'a reply that is no answer fails as PROVIDER_PROTOCOL',
        'a stream that is none, or ends too early, fails as PROVIDER_PROTOCOL',
      ],
    ],
    [
      'a refusal with another code',
      provider(mapped('PROVIDER_REJECTED', () => 'Refused.')),
      ["refusals have the product's codes and none of the provider's text"],
    ],
    [
      'a refusal in the words of the provider',
      provider(mapped('CREDENTIAL_INVALID', () => 'It says: Your key is wrong.')),
      ["refusals have the product's codes and none of the provider's text"],
    ],
    [
      'a body that is not the one shown',
      provider(changed((request, call) => good.complete({ ...request, parameters: {} }, call))),
      ['what prepare shows is what is sent, once'],
    ],
    [
      'a key from the environment',
      provider(
        changed((request, call) =>
          good.complete(request, {
            ...call,
            fetch: (url, init) =>
              call.fetch(url, {
                ...init,
                headers: { ...(init?.headers as object), authorization: process.env['AUDITED_API_KEY'] },
              }),
          }),
        ),
      ),
      ['nothing of the process, and no key, is in a request'],
    ],
    [
      'a request changed on the way',
      provider(good, {
        connect: () => ({
          ...good,
          prepare: (request, how) => {
            (request as { model: string }).model += '!';
            return good.prepare(request, how);
          },
        }),
      }),
      ['the request it is given stays as it was'],
    ],
    [
      'a cancelled call taken for a broken connection',
      provider(
        changed((request, call) =>
          good.complete(request, call).catch((error: unknown) => {
            if (!call.signal.aborted) throw error;
            throw new ProviderError('PROVIDER_UNREACHABLE', 'The connection broke.');
          }),
        ),
      ),
      ['an abort before the reply ends the call', 'an abort within the stream ends the call'],
    ],
  ];
  it.each(cases)('find %s', async (_, definition, names) => {
    const request: CompletionRequest = {
      model: 'one',
      messages: [{ role: 'user', content: 'Hello' }],
      parameters: { maxOutputTokens: 9 },
    };
    expect(await broken(definition, { request })).toEqual(names);
  });

  it('find a refusal that is sent again', async () => {
    const again = changed(async (request, call) =>
      good.complete(request, call).catch(() => good.complete(request, call)),
    );
    expect(await broken(provider(again))).toContain(
      "refusals have the product's codes and none of the provider's text",
    );
  });
});
