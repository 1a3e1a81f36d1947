import { afterEach, describe, expect, it } from '@jest/globals';
import type { CompletionDelta, CompletionRequest, Parameters, ProviderDefinition, Quirk } from 'byom/sdk';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import { listedModels } from '../../src/catalogue/listed-models.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import { checkDefinition } from '../../src/plugin-loader/check-definition.js';
import { adapt } from '../../test/support/adaptation-setting.js';
import { EgressSetting, canary, routeTo } from '../../test/support/egress-setting.js';
import { startFakeProvider, type FakeProvider, type FakeProviderOptions } from '../../test/support/fake-provider.js';
import { AnthropicAdapter } from './anthropic-adapter.js';
import anthropic from './index.js';

const adapter = new AnthropicAdapter();
const hello: CompletionRequest = { model: '', messages: [{ role: 'user', content: 'Hello' }], parameters: {} };

const adaptation = (model: string, changes: Partial<CompletionRequest>, definition: ProviderDefinition = anthropic) =>
  adaptRequest({ ...hello, ...changes, model }, resolveModel(definition, model), adapt);
const adapted = (model: string, changes: Partial<CompletionRequest>) => adaptation(model, changes).request;
const body = (model: string, changes: Partial<CompletionRequest>) =>
  adapter.prepare(adapted(model, changes), { stream: false }).body;

const crowded: Partial<CompletionRequest> = {
  messages: [
    { role: 'user', content: 'One' },
    { role: 'user', content: 'Two' },
    { role: 'system', content: 'Be brief.' },
  ],
  parameters: { temperature: 1.8, topK: 40, maxOutputTokens: 100_000, stop: ['a', 'b', 'c', 'd', 'e'] },
};
const turn = { role: 'user', content: 'Hello' };
const tool = { name: 'look', schema: { type: 'object' } };
const forced = { tools: [tool], toolChoice: { mode: 'required' } } as const;
const sentTool = { name: 'look', input_schema: { type: 'object' } };
const with_ = (parameters: Parameters) => ({ parameters });

interface Expectation {
  readonly model: string;
  readonly asked: Partial<CompletionRequest>;
  readonly sent: object;
  /** What the customer is told of it: parameters and actions. */
  readonly told: readonly string[];
}

const expectations: readonly Expectation[] = [
  {
    model: 'claude-sonnet-4-5',
    asked: crowded,
    sent: {
      model: 'claude-sonnet-4-5',
      system: 'Be brief.',
      messages: [{ role: 'user', content: 'One\n\nTwo' }],
      max_tokens: 64_000,
      temperature: 1,
      top_k: 40,
      stop_sequences: ['a', 'b', 'c', 'd', 'e'],
      stream: true,
    },
    told: ['maxOutputTokens clamped', 'messages merged', 'messages moved', 'temperature clamped'],
  },
  {
    model: 'claude-opus-5',
    asked: { ...crowded, parameters: { ...crowded.parameters, topP: 0.9 } },
    sent: {
      model: 'claude-opus-5',
      system: 'Be brief.',
      messages: [{ role: 'user', content: 'One\n\nTwo' }],
      max_tokens: 100_000,
      stop_sequences: ['a', 'b', 'c', 'd', 'e'],
      stream: true,
    },
    told: ['messages merged', 'messages moved', 'temperature dropped', 'topK dropped', 'topP dropped'],
  },
  {
    model: 'claude-haiku-4-5',
    asked: with_({ seed: 7, n: 3, logprobs: 2, frequencyPenalty: 1, presencePenalty: 1, topP: 0.5, temperature: 0.5 }),
    sent: { model: 'claude-haiku-4-5', messages: [turn], max_tokens: 64_000, temperature: 0.5, stream: true },
    told: [
      'frequencyPenalty dropped',
      'logprobs dropped',
      'maxOutputTokens inserted',
      'n clamped',
      'presencePenalty dropped',
      'seed dropped',
      'topP dropped',
    ],
  },
  {
    model: 'claude-haiku-4-5',
    asked: {
      ...forced,
      parameters: { maxOutputTokens: 10_000, reasoningEffort: 'high', temperature: 0.2, topP: 0.9, topK: 5 },
    },
    sent: {
      model: 'claude-haiku-4-5',
      messages: [turn],
      max_tokens: 10_000,
      thinking: { type: 'enabled', budget_tokens: 8_000 },
      tools: [sentTool],
      tool_choice: { type: 'auto' },
    },
    told: ['reasoningEffort converted', 'temperature dropped', 'toolChoice converted', 'topK dropped', 'topP dropped'],
  },
  {
    model: 'claude-haiku-4-5',
    asked: with_({ maxOutputTokens: 10_000, reasoningEffort: 'high', topP: 0.9 }),
    sent: {
      model: 'claude-haiku-4-5',
      messages: [turn],
      max_tokens: 10_000,
      thinking: { type: 'enabled', budget_tokens: 8_000 },
    },
    told: ['reasoningEffort converted', 'topP dropped'],
  },
  {
    model: 'claude-opus-4-6',
    asked: with_({ maxOutputTokens: 0, reasoningEffort: 'xhigh' }),
    sent: {
      model: 'claude-opus-4-6',
      messages: [turn],
      max_tokens: 1,
      thinking: { type: 'adaptive' },
      output_config: { effort: 'high' },
    },
    told: ['maxOutputTokens clamped', 'reasoningEffort converted'],
  },
  {
    model: 'claude-opus-4-8',
    asked: { ...forced, parameters: { maxOutputTokens: 5, reasoningEffort: 'minimal' } },
    sent: {
      model: 'claude-opus-4-8',
      messages: [turn],
      max_tokens: 5,
      thinking: { type: 'adaptive' },
      output_config: { effort: 'low' },
      tools: [sentTool],
      tool_choice: { type: 'any' },
    },
    told: ['reasoningEffort converted'],
  },
  {
    model: 'claude-sonnet-5-5',
    asked: { ...forced, parameters: { maxOutputTokens: 5, reasoningEffort: 'none' } },
    sent: {
      model: 'claude-sonnet-5-5',
      messages: [turn],
      max_tokens: 5,
      thinking: { type: 'adaptive' },
      output_config: { effort: 'low' },
      tools: [sentTool],
      tool_choice: { type: 'auto' },
    },
    told: ['reasoningEffort converted', 'toolChoice converted'],
  },
  {
    model: 'claude-opus-5',
    asked: { responseFormat: { kind: 'json' }, parameters: { maxOutputTokens: 9 } },
    sent: {
      model: 'claude-opus-5',
      system: expect.stringContaining('JSON'),
      messages: [turn],
      max_tokens: 9,
    },
    told: ['messages inserted', 'responseFormat converted'],
  },
];

function meets({ model, asked, sent, told }: Expectation, definition?: ProviderDefinition): void {
  const { request, adaptations } = adaptation(model, asked, definition);
  expect(adapter.prepare(request, { stream: false }).body).toEqual(sent);
  expect(adaptations.map(({ parameter, action }) => `${parameter} ${action}`).toSorted()).toEqual(told);
}

function without(id: string): ProviderDefinition {
  const keep = (quirks: readonly Quirk[] = []) => quirks.filter((quirk) => quirk.id !== id);
  const models = anthropic.models.map((model) => ({ ...model, quirks: keep(model.quirks) }));
  return { ...anthropic, quirks: keep(anthropic.quirks), models };
}

const declared = [...(anthropic.quirks ?? []), ...anthropic.models.flatMap(({ quirks }) => quirks ?? [])];
const ruleIds = [...new Set(declared.filter(({ kind }) => kind !== 'wire-format').map(({ id }) => id!))];

describe('the declaration', () => {
  it('is well-formed, with a source and a date for each quirk', () => {
    expect(checkDefinition(anthropic)).toBe(anthropic);
    expect(declared.filter(({ id, source, asOf }) => !id || !source || !asOf)).toEqual([]);
    expect(listedModels(anthropic).length).toBeGreaterThan(10);
    for (const model of listedModels(anthropic)) {
      expect(model).toMatchObject({ contextWindow: expect.any(Number), price: { input: expect.any(Number) } });
    }
  });

  it.each(expectations.map((one, index) => [`${index}: ${one.model}`, one] as const))('sends for %s', (_, one) =>
    meets(one),
  );

  it.each(ruleIds)('fails without the quirk %s', (id) => {
    const broken = without(id);
    const failed = expectations.filter((one) => {
      try {
        meets(one, broken);
        return false;
      } catch {
        return true;
      }
    });
    expect(failed).not.toEqual([]);
  });
});

describe('the Messages body', () => {
  const plain = (changes: Partial<CompletionRequest>) =>
    adapter.prepare({ ...hello, ...changes }, { stream: false }).body;

  it('turns calls and results of tools, images and cache marks into blocks', () => {
    const messages: CompletionRequest['messages'] = [
      { role: 'system', content: 'S', cache: true },
      {
        role: 'user',
        content: 'Look',
        images: [{ url: 'https://a.example/b.png' }, { base64: 'QQ==', mediaType: 'image/png' }],
      },
      { role: 'assistant', content: '', toolCalls: [{ id: 'call:1', name: 'look', arguments: { at: 1 } }] },
      { role: 'tool', content: 'seen', toolCallId: 'call:1' },
      { role: 'user', content: 'So?', cache: true },
      { role: 'assistant', content: 'It is \n' },
    ];
    expect(plain({ messages, endUser: 'u-1', tools: [tool], toolChoice: { mode: 'tool', tool: 'look' } })).toEqual({
      model: '',
      system: [{ type: 'text', text: 'S', cache_control: { type: 'ephemeral' } }],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'url', url: 'https://a.example/b.png' } },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'QQ==' } },
            { type: 'text', text: 'Look' },
          ],
        },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'call_1', name: 'look', input: { at: 1 } }] },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'call_1', content: 'seen' },
            { type: 'text', text: 'So?', cache_control: { type: 'ephemeral' } },
          ],
        },
        { role: 'assistant', content: 'It is' },
      ],
      metadata: { user_id: 'u-1' },
      tools: [sentTool],
      tool_choice: { type: 'tool', name: 'look' },
    });
  });

  it('takes provider options, but none that a parameter owns', () => {
    expect(plain({ providerOptions: { service_tier: 'auto' } })).toHaveProperty('service_tier', 'auto');
    expect(() => plain({ providerOptions: { temperature: 2 } })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', details: { field: 'temperature' } }),
    );
  });

  it('streams what may take long', () => {
    expect(plain({ parameters: { maxOutputTokens: 21_333 } })).not.toHaveProperty('stream');
    expect(plain({ parameters: { maxOutputTokens: 21_334 } })).toHaveProperty('stream', true);
  });
});

describe('over HTTP', () => {
  const setting = new EgressSetting();
  afterEach(() => setting.close());

  async function call(
    options: Omit<FakeProviderOptions, 'dialect'>,
    request: CompletionRequest,
    onDelta?: (delta: CompletionDelta) => void,
  ) {
    const fake: FakeProvider = await startFakeProvider({ dialect: 'anthropic', strict: true, ...options });
    setting.undo.push(() => fake.close());
    const { signal } = new AbortController();
    const attempt = setting.egress().attemptFetch(routeTo(fake.origin, anthropic.auth, signal));
    const answer = adapter.complete(request, { fetch: attempt.fetch, baseUrl: fake.url, fields: {}, signal, onDelta });
    return { fake, answer };
  }

  it('answers whole and streamed alike, with the same counts', async () => {
    const answer = () => ({
      text: 'Bonjour à tous',
      reasoning: 'Think.',
      toolCalls: [{ id: 't1', name: 'look', arguments: { deep: [1, 'zwei'] } }],
      usage: { input: 20, cached: 8, output: 9, reasoning: 4 },
    });
    const request = adapted('claude-sonnet-4-5', { tools: [tool], parameters: { maxOutputTokens: 500 } });
    const whole = await (await call({ answer }, request)).answer;
    const deltas: CompletionDelta[] = [];
    const streamed = await (await call({ answer }, request, (delta) => deltas.push(delta))).answer;
    expect(whole.choices).toEqual([
      {
        text: 'Bonjour à tous',
        finishReason: 'tool-calls',
        toolCalls: [{ id: 't1', name: 'look', arguments: { deep: [1, 'zwei'] } }],
        reasoning: 'Think.',
      },
    ]);
    expect(streamed.choices).toEqual(whole.choices);
    expect(streamed.usage).toEqual(whole.usage);
    expect(whole.usage).toMatchObject({ cachedInputTokens: 8, outputTokens: 9, reasoningTokens: 4 });
    expect(deltas.map(({ text = '' }) => text).join('')).toBe('Bonjour à tous');
    expect(deltas.at(-1)?.toolCall).toEqual(whole.choices[0]?.toolCalls[0]);
  });

  it('sends what it shows, with the key in its header and nothing of the environment', async () => {
    const kept = { ...process.env };
    Object.assign(process.env, {
      ANTHROPIC_API_KEY: 'leaked-key',
      ANTHROPIC_AUTH_TOKEN: 'leaked-token',
      ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
      ANTHROPIC_CUSTOM_HEADERS: 'x-leaked: leaked-header\nanthropic-version: leaked-version',
      ANTHROPIC_LOG: 'debug',
    });
    try {
      const request = adapted('claude-sonnet-4-5', { parameters: { temperature: 2 } });
      const { fake, answer } = await call({}, request);
      await expect(answer).resolves.toMatchObject({ choices: [{ text: 'Hello', finishReason: 'stop' }] });
      const [sent] = fake.requests;
      expect(fake.requests).toHaveLength(1);
      expect(sent?.path).toBe('/v1/messages');
      expect(sent?.body).toEqual(adapter.prepare(request, { stream: false }).body);
      expect(sent?.headers).toMatchObject({ 'x-api-key': canary, 'anthropic-version': '2023-06-01' });
      expect(sent?.headers).not.toHaveProperty('authorization');
      expect(JSON.stringify(sent)).not.toMatch(/leaked|stainless/);
    } finally {
      process.env = kept;
    }
  });

  const error = (status: number, type: string, details?: object, message = 'secret text') => ({
    status,
    body: { type: 'error', error: { type, message, details }, request_id: 'req_1' },
  });
  it.each([
    [error(401, 'authentication_error'), 'CREDENTIAL_INVALID'],
    [error(403, 'permission_error'), 'CREDENTIAL_INVALID'],
    [error(402, 'billing_error'), 'QUOTA_EXHAUSTED'],
    [error(429, 'rate_limit_error', { error_code: 'enforced_spend_limit_reached' }), 'QUOTA_EXHAUSTED'],
    [error(429, 'rate_limit_error'), 'RATE_LIMITED'],
    [error(529, 'overloaded_error'), 'PROVIDER_OVERLOADED'],
    [error(500, 'api_error'), 'PROVIDER_OVERLOADED'],
    [error(404, 'not_found_error'), 'UNKNOWN_MODEL'],
    [error(413, 'request_too_large'), 'REQUEST_TOO_LARGE'],
    [error(504, 'timeout_error'), 'PROVIDER_TIMEOUT'],
    [error(400, 'invalid_request_error'), 'PROVIDER_REJECTED'],
    [error(400, 'invalid_request_error', undefined, 'prompt is too long: 9 > 8'), 'CONTEXT_WINDOW_EXCEEDED'],
    [{ status: 502, body: '<html>bad gateway</html>' }, 'PROVIDER_OVERLOADED'],
    [{ status: 418, body: null }, 'PROVIDER_REJECTED'],
    ['html', 'PROVIDER_PROTOCOL'],
    ['null', 'PROVIDER_PROTOCOL'],
    ['empty', 'PROVIDER_PROTOCOL'],
    ['truncated', 'PROVIDER_PROTOCOL'],
    ['no-choices', 'PROVIDER_PROTOCOL'],
    ['error-200', 'PROVIDER_OVERLOADED'],
  ] as const)('fails typed: %j', async (fault, code) => {
    const request = adapted('claude-sonnet-4-5', { parameters: { maxOutputTokens: 9 } });
    for (const onDelta of [undefined, () => undefined]) {
      const { answer } = await call({ fault: () => fault }, request, onDelta);
      const failed = await answer.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(failed).toMatchObject({ code });
      expect(`${String(failed)} ${JSON.stringify(failed)}`).not.toMatch(/secret text|too long: 9/);
    }
  });

  it('reads how long to wait, and the id of the request', async () => {
    const fault = () => ({ ...error(429, 'rate_limit_error'), headers: { 'retry-after': '7' } });
    const { answer } = await call({ fault }, adapted('claude-sonnet-4-5', {}));
    await expect(answer).rejects.toMatchObject({
      failure: { retryAfterMs: 7_000, requestId: 'req_fake-1', status: 429 },
    });
  });

  it('fails typed where the stream does', async () => {
    const request = adapted('claude-sonnet-4-5', {});
    const { answer } = await call({ fault: () => 'error-in-stream' }, request);
    await expect(answer).rejects.toMatchObject({ code: 'PROVIDER_OVERLOADED' });
  });

  it('says what it left out', async () => {
    const messages = [{ role: 'user', content: 'Hello', name: 'Ada' }] as const;
    const request = adapted('claude-sonnet-4-5', { messages, parameters: { maxOutputTokens: 9, stop: ['\n', 'END'] } });
    const { fake, answer } = await call({}, request);
    expect((await answer).reports?.map(({ quirk }) => quirk)).toEqual(['blank-stop-sequences', 'no-speaker-names']);
    expect(fake.requests[0]?.body).toMatchObject({ stop_sequences: ['END'], messages: [turn] });
  });
});
