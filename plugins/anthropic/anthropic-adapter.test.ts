import { afterEach, describe, expect, it } from '@jest/globals';
import type { CompletionDelta, CompletionRequest, ProviderResponse } from 'byom/sdk';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import { adapt } from '../../test/support/adaptation-setting.js';
import { EgressSetting, canary, routeTo } from '../../test/support/egress-setting.js';
import { startFakeProvider, type FakeProvider, type FakeProviderOptions } from '../../test/support/fake-provider.js';
import { AnthropicAdapter } from './anthropic-adapter.js';
import anthropic from './index.js';

const adapter = new AnthropicAdapter();
const turn = { role: 'user', content: 'Hello' } as const;
const tool = { name: 'look', schema: { type: 'object' } };
const adapted = (model: string, changes: Partial<CompletionRequest>) =>
  adaptRequest({ messages: [turn], parameters: {}, ...changes, model }, resolveModel(anthropic, model), adapt).request;

const usage = { input_tokens: 12, cache_creation_input_tokens: 3, cache_read_input_tokens: 5, output_tokens: 4 };
const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-haiku-4-5' };
const events = [
  {
    type: 'message_start',
    message: { ...message, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'ping' },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Grüß ' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'dich 👋' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 4 } },
  { type: 'message_stop' },
];
describe('a reply that is cut', () => {
  const whole = JSON.stringify({
    ...message,
    content: [
      { type: 'text', text: 'Grüß dich 👋' },
      { type: 'tool_use', id: 't1', name: 'look', input: {} },
    ],
    stop_reason: 'tool_use',
    usage,
  });
  const streamed = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
  const outcome = async (body: string, streams: boolean) => {
    const bytes = new TextEncoder().encode(body);
    const headers = new Map([['content-type', streams ? 'text/event-stream' : 'application/json']]);
    const fetch = async (url: string | URL): Promise<ProviderResponse> => ({
      ok: true,
      status: 200,
      url: String(url),
      headers: { get: (name) => headers.get(name) ?? null, entries: () => headers.entries() },
      body: (async function* () {
        yield bytes;
      })(),
      text: async () => body,
      json: async () => JSON.parse(body) as unknown,
    });
    const onDelta = streams ? () => undefined : undefined;
    const call = { fetch, baseUrl: 'https://api.example', fields: {}, signal: new AbortController().signal, onDelta };
    return adapter.complete(adapted('claude-haiku-4-5', {}), call).then(
      ({ choices }) => choices[0]?.text,
      (error: unknown) => (error as { code?: string }).code,
    );
  };

  it('is no answer, wherever it was cut', async () => {
    expect(await outcome(whole, false)).toBe('Grüß dich 👋');
    for (let at = 0; at < whole.length; at += 1)
      expect(await outcome(whole.slice(0, at), false)).toBe('PROVIDER_PROTOCOL');
    const last = streamed.trimEnd().length;
    expect(await outcome(streamed.slice(0, last), true)).toBe('Grüß dich 👋');
    for (let at = 0; at < last; at += 1) expect(await outcome(streamed.slice(0, at), true)).toBe('PROVIDER_PROTOCOL');
  });

  it('is no answer where an event of its stream is missing', async () => {
    const needed = ['message_start', 'content_block_start', 'content_block_stop', 'message_delta', 'message_stop'];
    for (const type of needed) {
      const rest = events.filter((event) => event.type !== type);
      const body = rest.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
      expect([type, await outcome(body, true)]).toEqual([type, 'PROVIDER_PROTOCOL']);
    }
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

  it.each(['cut', 'cut-stream'] as const)('fails typed where the connection breaks: %s', async (fault) => {
    const request = adapted('claude-sonnet-4-5', {});
    const { fake, answer } = await call({ fault: () => fault }, request);
    await expect(answer).rejects.toMatchObject({ code: 'PROVIDER_UNREACHABLE' });
    expect(fake.requests).toHaveLength(1);
  });

  it('fails typed where the stream does', async () => {
    const request = adapted('claude-sonnet-4-5', {});
    const { answer } = await call({ fault: () => 'error-in-stream' }, request);
    await expect(answer).rejects.toMatchObject({ code: 'PROVIDER_OVERLOADED' });
  });

  it('says what it left out', async () => {
    const request = adapted('claude-sonnet-4-5', { endUser: 'ada@example.com', parameters: { maxOutputTokens: 9 } });
    const { fake, answer } = await call({}, request);
    expect((await answer).reports?.map(({ quirk }) => quirk)).toEqual(['private-end-user']);
    expect(fake.requests[0]?.body).not.toHaveProperty('metadata');
  });
});
