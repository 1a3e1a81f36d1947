import { describe, expect, it } from '@jest/globals';
import { openAICompatible } from '../../src/openai-compatible/openai-compatible.js';
import {
  type CompletionDelta,
  type CompletionRequest,
  type JsonObject,
  ProviderError,
  type ProviderRequestInit,
  type ProviderResponse,
} from '../../src/sdk/index.js';

const adapter = openAICompatible();
const hello: CompletionRequest = { model: 'm', messages: [{ role: 'user', content: 'hello' }], parameters: {} };

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | readonly Uint8Array[];
}

function responseOf({ status = 200, headers = {}, body }: Answer): ProviderResponse {
  const pieces = typeof body === 'string' ? [Buffer.from(body)] : body;
  const text = async () => Buffer.concat(pieces).toString('utf8');
  return {
    ok: status < 300,
    status,
    url: 'https://api.example/v1/chat/completions',
    headers: { get: (name) => headers[name] ?? null, entries: () => Object.entries(headers).values() },
    body: (async function* () {
      yield* pieces;
    })(),
    text,
    json: async () => JSON.parse(await text()) as unknown,
  };
}

/** Lets the adapter make one attempt at a provider that gives this answer. */
async function attempt(answer: Answer, { request = hello, stream = false, speaker = adapter } = {}) {
  const deltas: CompletionDelta[] = [];
  const sent: { url: string; init: ProviderRequestInit }[] = [];
  const completion = await speaker.complete(request, {
    fetch: async (url, init = {}) => {
      sent.push({ url: String(url), init });
      return responseOf(answer);
    },
    baseUrl: 'https://api.example/v1',
    fields: {},
    signal: new AbortController().signal,
    ...(stream && { onDelta: (delta: CompletionDelta) => deltas.push(delta) }),
  });
  return { completion, deltas, sent };
}

async function failureOf(answer: Answer, options: { stream?: boolean } = {}): Promise<ProviderError> {
  try {
    await attempt(answer, options);
  } catch (error) {
    if (ProviderError.is(error)) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

const bodyOf = (request: Partial<CompletionRequest>, stream = false) =>
  adapter.prepare({ ...hello, ...request }, { stream }).body;
const whole = (message: object, finish: unknown = 'stop', more: object = {}): Answer => ({
  body: JSON.stringify({ choices: [{ index: 0, message, finish_reason: finish }], ...more }),
});
const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (delta: object, finish: string | null = null, index = 0) =>
  event({ choices: [{ index, delta, finish_reason: finish }] });
/** A stream that arrives byte by byte. */
const streamed = (...events: readonly string[]): Answer => ({
  headers: { 'content-type': 'text/event-stream' },
  body: [...Buffer.from(events.join(''))].map((byte) => Uint8Array.of(byte)),
});

describe('a chat body', () => {
  it('spells every uniform field', () => {
    const weather = { name: 'weather', description: 'The weather', schema: { type: 'object' } };
    const body = bodyOf({
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'What is this?', name: 'ann', images: [{ url: 'https://pictures.example/1.png' }] },
        { role: 'user', content: '', images: [{ base64: 'AAAA', mediaType: 'image/jpeg' }] },
        { role: 'assistant', content: '', toolCalls: [{ id: 'c1', name: 'weather', arguments: { city: 'Ulm' } }] },
        { role: 'tool', content: 'rain', toolCallId: 'c1' },
      ],
      parameters: {
        temperature: 1.8,
        topP: 0.5,
        topK: 40,
        maxOutputTokens: 9,
        stop: ['a', 'b'],
        seed: 7,
        frequencyPenalty: 1,
        presencePenalty: -1,
        n: 2,
        logprobs: 3,
        reasoningEffort: 'low',
      },
      responseFormat: { kind: 'json-schema', schema: { type: 'object' }, name: 'reply', strict: true },
      tools: [weather],
      toolChoice: { mode: 'tool', tool: 'weather' },
      endUser: 'u-1',
      providerOptions: { min_p: 0.1 },
    });
    expect(body).toEqual({
      model: 'm',
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          name: 'ann',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'https://pictures.example/1.png' } },
          ],
        },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/jpeg;base64,AAAA' } }] },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"city":"Ulm"}' } }],
        },
        { role: 'tool', content: 'rain', tool_call_id: 'c1' },
      ],
      temperature: 1.8,
      top_p: 0.5,
      top_k: 40,
      max_tokens: 9,
      stop: ['a', 'b'],
      seed: 7,
      frequency_penalty: 1,
      presence_penalty: -1,
      n: 2,
      logprobs: true,
      top_logprobs: 3,
      reasoning_effort: 'low',
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'reply', schema: { type: 'object' }, strict: true },
      },
      tools: [
        {
          type: 'function',
          function: { name: 'weather', description: 'The weather', parameters: { type: 'object' } },
        },
      ],
      tool_choice: { type: 'function', function: { name: 'weather' } },
      user: 'u-1',
      min_p: 0.1,
    });
  });

  it('says nothing of what the request leaves out', () => {
    const plain = { model: 'm', messages: [{ role: 'user', content: 'hello' }] };
    expect(bodyOf({})).toEqual(plain);
    expect(bodyOf({ responseFormat: { kind: 'text' }, tools: [], toolChoice: { mode: 'none' } })).toEqual(plain);
    expect(bodyOf({ responseFormat: { kind: 'json' } })).toEqual({
      ...plain,
      response_format: { type: 'json_object' },
    });
  });

  it('takes the names that adaptation settled, and a budget in place of an effort', () => {
    const body = bodyOf({
      parameters: { maxOutputTokens: 5, reasoningEffort: 'high' },
      wireNames: { maxOutputTokens: 'max_completion_tokens' },
      reasoningBudget: 1_024,
    });
    expect(body).toMatchObject({ max_completion_tokens: 5 });
    expect(Object.keys(body)).toEqual(['model', 'messages', 'max_completion_tokens']);
  });

  it('takes no option of the provider that stands for a field of the request', () => {
    expect(bodyOf({ providerOptions: { min_p: 1 } })).toMatchObject({ min_p: 1 });
    for (const field of ['model', 'stream', 'max_completion_tokens', 'user']) {
      expect(() => bodyOf({ providerOptions: { [field]: 'dear' } })).toThrow(
        expect.objectContaining({ code: 'BAD_USER_INPUT' }),
      );
    }
  });

  it('is sent exactly as it is previewed', async () => {
    for (const stream of [false, true]) {
      const answer = stream ? streamed(chunk({ content: 'x' }, 'stop')) : whole({ content: 'x' });
      const { sent } = await attempt(answer, { stream });
      const { body, path } = adapter.prepare(hello, { stream });
      expect(sent).toHaveLength(1);
      expect(sent[0]!.url).toBe(`https://api.example/v1${path}`);
      expect(JSON.parse(sent[0]!.init.body as string)).toEqual(body);
      expect(body['stream']).toBe(stream ? true : undefined);
    }
    expect(bodyOf({}, true)['stream_options']).toEqual({ include_usage: true });
    const frugal = openAICompatible({ streamUsage: false }).prepare(hello, { stream: true });
    expect(frugal.body['stream_options']).toBeUndefined();
  });
});

describe('a whole answer', () => {
  it('is read in full', async () => {
    const { completion } = await attempt({
      ...whole(
        {
          content: null,
          reasoning_content: 'hm',
          tool_calls: [
            { id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"city":"Ulm"}' } },
            { id: 'c2', type: 'function', function: { name: 'weather', arguments: '{"city":' } },
          ],
        },
        'tool_calls',
        {
          usage: {
            prompt_tokens: 100,
            completion_tokens: 20,
            prompt_tokens_details: { cached_tokens: 64 },
            completion_tokens_details: { reasoning_tokens: 12 },
          },
        },
      ),
      headers: { 'x-request-id': 'req_1' },
    });
    expect(completion).toEqual({
      choices: [
        {
          text: '',
          finishReason: 'tool-calls',
          reasoning: 'hm',
          toolCalls: [
            { id: 'c1', name: 'weather', arguments: { city: 'Ulm' } },
            { id: 'c2', name: 'weather', arguments: '{"city":' },
          ],
        },
      ],
      usage: { inputTokens: 100, cachedInputTokens: 64, outputTokens: 20, reasoningTokens: 12 },
      providerRequestId: 'req_1',
    });
  });

  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['tool_calls', 'tool-calls'],
    ['function_call', 'tool-calls'],
    ['content_filter', 'content-filter'],
    ['fatigue', 'other'],
    [null, 'other'],
  ])('with the finish reason %s ends for %s', async (said, meant) => {
    const { completion } = await attempt(whole({ content: '' }, said));
    expect(completion.choices[0]!.finishReason).toBe(meant);
  });

  it('tells a refusal from an end', async () => {
    const { completion } = await attempt(whole({ content: null, refusal: 'I cannot.' }));
    expect(completion.choices[0]).toEqual({ text: 'I cannot.', finishReason: 'refusal', toolCalls: [] });
  });

  it('tolerates details that are null, and counts that are missing', async () => {
    const usage = {
      prompt_tokens: 4,
      completion_tokens: 2,
      prompt_tokens_details: null,
      completion_tokens_details: null,
    };
    const counted = await attempt(whole({ content: 'x' }, 'stop', { usage }));
    expect(counted.completion.usage).toEqual({
      inputTokens: 4,
      cachedInputTokens: 0,
      outputTokens: 2,
      reasoningTokens: 0,
    });
    for (const missing of [undefined, null, {}, { prompt_tokens: 4 }, { prompt_tokens: -1, completion_tokens: 2 }]) {
      const { completion } = await attempt(whole({ content: 'x' }, 'stop', { usage: missing }));
      expect(completion).not.toHaveProperty('usage');
    }
  });

  it.each([
    ['an error with status 200', '{"error":{"message":"no","type":"server_error","code":null}}'],
    ['a page', '<!doctype html><p>Welcome</p>'],
    ['null', 'null'],
    ['nothing', ''],
    ['a list', '[]'],
    ['no choices', '{"choices":[]}'],
    ['a choice without a message', '{"choices":[{"index":0}]}'],
    ['JSON that is cut', '{"choices":[{"index":0,"mess'],
    ['a nameless tool call', '{"choices":[{"message":{"tool_calls":[{"function":{}}]}}]}'],
  ])('is not made of %s', async (_, body) => {
    for (const stream of [false, true]) {
      const error = await failureOf(
        { body, headers: stream ? { 'content-type': 'application/json' } : {} },
        { stream },
      );
      expect(error).toMatchObject({ code: 'PROVIDER_PROTOCOL', retryable: true });
    }
  });

  it('is passed on at once where a stream was asked for', async () => {
    const { completion, deltas } = await attempt(
      {
        ...whole({ content: 'whole', reasoning: 'hm' }),
        headers: { 'content-type': 'application/json; charset=utf-8' },
      },
      { stream: true },
    );
    expect(deltas).toEqual([{ reasoning: 'hm' }, { text: 'whole' }]);
    expect(completion.choices[0]!.text).toBe('whole');
  });
});

describe('a streamed answer', () => {
  it('is put together from single bytes', async () => {
    const { completion, deltas } = await attempt(
      streamed(
        ': a comment\n\n',
        chunk({ role: 'assistant', content: '' }),
        chunk({ reasoning: 'hm ' }),
        chunk({ content: 'Grüße ' }),
        chunk({ content: '🌧️' }),
        chunk({ tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'weather', arguments: '' } }] }),
        chunk({ tool_calls: [{ index: 0, function: { arguments: '{"city"' } }] }),
        chunk({ tool_calls: [{ index: 0, function: { arguments: ':"Ulm"}' } }] }),
        chunk({ tool_calls: [{ index: 1, id: 'c2', function: { name: 'time', arguments: '{}' } }] }),
        chunk({}, 'tool_calls'),
        event({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 5 } }),
        'data: [DONE]\n\n',
      ),
      { stream: true },
    );
    const calls = [
      { id: 'c1', name: 'weather', arguments: { city: 'Ulm' } },
      { id: 'c2', name: 'time', arguments: {} },
    ];
    expect(completion).toEqual({
      choices: [{ text: 'Grüße 🌧️', finishReason: 'tool-calls', reasoning: 'hm ', toolCalls: calls }],
      usage: { inputTokens: 3, cachedInputTokens: 0, outputTokens: 5, reasoningTokens: 0 },
    });
    expect(deltas).toEqual([
      { reasoning: 'hm ' },
      { text: 'Grüße ' },
      { text: '🌧️' },
      { toolCall: calls[0] },
      { toolCall: calls[1] },
    ]);
  });

  it('keeps several choices apart and tells the first', async () => {
    const { completion, deltas } = await attempt(
      streamed(
        chunk({ content: 'a' }, null, 1),
        chunk({ content: 'b' }),
        chunk({ content: 'c' }, 'length', 1),
        chunk({ refusal: 'no' }, 'stop'),
      ),
      { stream: true },
    );
    expect(completion.choices).toEqual([
      { text: 'bno', finishReason: 'refusal', toolCalls: [] },
      { text: 'ac', finishReason: 'length', toolCalls: [] },
    ]);
    expect(deltas).toEqual([{ text: 'b' }, { text: 'no' }]);
  });

  it('tells tool calls apart by their ids where all are numbered 0', async () => {
    const call = (id: string, city: string) =>
      chunk({ tool_calls: [{ index: 0, id, function: { name: 'weather', arguments: JSON.stringify({ city }) } }] });
    const { completion } = await attempt(streamed(call('c1', 'Ulm'), call('c2', 'Bonn'), chunk({}, 'stop')), {
      stream: true,
    });
    expect(completion.choices[0]).toMatchObject({
      finishReason: 'tool-calls',
      toolCalls: [{ arguments: { city: 'Ulm' } }, { arguments: { city: 'Bonn' } }],
    });
  });

  it.each([
    ['without its finish', [chunk({ content: 'a' })]],
    ['with one choice unfinished', [chunk({}, 'stop'), chunk({ content: 'a' }, null, 1)]],
    ['without a word', ['data: [DONE]\n\n']],
    ['with an event that is no JSON', [chunk({ content: 'a' }), 'data: {"choi\n\n']],
    ['as a page', ['<!doctype html>\n<p>data</p>\n\n']],
  ])('that ends %s is none', async (_, events) => {
    expect(await failureOf(streamed(...events), { stream: true })).toMatchObject({ code: 'PROVIDER_PROTOCOL' });
  });

  it.each([
    [{ error: 'an error was encountered while running the model' }, 'PROVIDER_OVERLOADED'],
    [{ error: { message: 'x', type: 'server_error', param: null, code: null } }, 'PROVIDER_OVERLOADED'],
    [{ error: { message: 'x', type: 'tokens', code: 'rate_limit_exceeded' } }, 'RATE_LIMITED'],
    [{ error: { message: 'x', code: 429 } }, 'RATE_LIMITED'],
    [{ error: { message: 'x', code: 'context_length_exceeded' } }, 'CONTEXT_WINDOW_EXCEEDED'],
    [{ error: { message: 'x', type: 'insufficient_quota' } }, 'QUOTA_EXHAUSTED'],
  ])('that carries %j fails with %s', async (carried, code) => {
    const error = await failureOf(streamed(chunk({ content: 'a' }), event(carried)), { stream: true });
    expect(error.code).toBe(code);
    expect(error.failure.status).toBe(200);
  });
});

describe('a refusal', () => {
  const refused = (status: number, error: unknown, headers: Record<string, string> = {}) =>
    failureOf({ status, headers, body: JSON.stringify({ error }) });

  it.each([
    [401, {}, 'CREDENTIAL_INVALID'],
    [402, {}, 'QUOTA_EXHAUSTED'],
    [403, {}, 'CREDENTIAL_INVALID'],
    [404, {}, 'UNKNOWN_MODEL'],
    [408, {}, 'PROVIDER_TIMEOUT'],
    [413, {}, 'REQUEST_TOO_LARGE'],
    [429, { code: 'rate_limit_exceeded' }, 'RATE_LIMITED'],
    [429, { code: 'insufficient_quota' }, 'QUOTA_EXHAUSTED'],
    [429, { type: 'credit_balance_exhausted', code: null }, 'QUOTA_EXHAUSTED'],
    [400, { code: 'billing_hard_limit_reached' }, 'QUOTA_EXHAUSTED'],
    [500, {}, 'PROVIDER_OVERLOADED'],
    [502, {}, 'PROVIDER_OVERLOADED'],
    [503, {}, 'PROVIDER_OVERLOADED'],
    [529, {}, 'PROVIDER_OVERLOADED'],
    [504, {}, 'PROVIDER_TIMEOUT'],
    [400, { code: 'context_length_exceeded' }, 'CONTEXT_WINDOW_EXCEEDED'],
    [400, { message: "This model's maximum context length is 4096 tokens" }, 'CONTEXT_WINDOW_EXCEEDED'],
    [400, { code: 'content_filter' }, 'CONTENT_FILTERED'],
    [400, { code: 'content_policy_violation' }, 'CONTENT_FILTERED'],
    [400, { code: 'model_not_found' }, 'UNKNOWN_MODEL'],
    [400, 'The model `x` does not exist', 'UNKNOWN_MODEL'],
    [400, { code: null, type: 'invalid_request_error', param: 'stop' }, 'PROVIDER_REJECTED'],
    [422, 'no', 'PROVIDER_REJECTED'],
    [418, { message: null }, 'PROVIDER_REJECTED'],
    [409, {}, 'PROVIDER_OVERLOADED'],
  ])('with status %s and %j is %s', async (status, error, code) => {
    const failure = await refused(status, error);
    expect(failure.code).toBe(code);
    expect(failure.failure.status).toBe(status);
  });

  it('need not be JSON', async () => {
    expect(await failureOf({ status: 502, body: '<html>Bad gateway</html>' })).toMatchObject({
      code: 'PROVIDER_OVERLOADED',
    });
    expect(await failureOf({ status: 429, body: '' }, { stream: true })).toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('keeps identifiers and not a word of the text', async () => {
    const { failure, message } = await refused(
      400,
      { message: 'Secret words', type: 'invalid_request_error', code: 'unsupported_value', param: 'temperature' },
      { 'x-request-id': 'req_9' },
    );
    expect(failure).toMatchObject({
      requestId: 'req_9',
      code: 'unsupported_value',
      type: 'invalid_request_error',
      param: 'temperature',
    });
    expect(JSON.stringify({ failure, message })).not.toContain('Secret');
  });

  it.each([
    [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 1_500],
    [{ 'retry-after': '2' }, 2_000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after': 'Mon, 01 Jan 2001 00:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('with the headers %j asks to wait %s ms', async (headers, wait) => {
    expect((await refused(429, {}, headers as Record<string, string>)).failure.retryAfterMs).toBe(wait);
  });

  it('counts a date from now', async () => {
    const { failure } = await refused(503, {}, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() });
    expect(failure.retryAfterMs).toBeGreaterThan(50_000);
    expect(failure.retryAfterMs).toBeLessThanOrEqual(60_000);
  });
});

describe('a plugin', () => {
  it('sends its own way and puts body, error and answer right', async () => {
    const bodies: JsonObject[] = [];
    const speaker = openAICompatible({
      send: async (prepared) => {
        bodies.push(prepared.body);
        return responseOf(bodies.length === 1 ? whole({ content: 'x' }) : { status: 400, body: '{"error":"odd"}' });
      },
      path: '/chat',
      amendBody: (body) => ({ ...body, odd: true }),
      classifyError: (status, { message }) => (status === 400 && message === 'odd' ? 'CONTENT_FILTERED' : undefined),
      notice: () => [{ quirk: 'odd', parameter: 'messages', reason: 'It is odd.', lossless: false }],
    });
    const { completion, sent } = await attempt(whole({ content: 'unused' }), { speaker });
    expect(sent).toEqual([]);
    expect(completion.reports).toEqual([
      { quirk: 'odd', parameter: 'messages', reason: 'It is odd.', lossless: false },
    ]);
    const prepared = speaker.prepare(hello, { stream: false });
    expect(prepared).toMatchObject({ path: '/chat', body: { odd: true } });
    expect(bodies).toEqual([prepared.body]);
    await expect(attempt(whole({}), { speaker })).rejects.toMatchObject({ code: 'CONTENT_FILTERED' });
  });
});
