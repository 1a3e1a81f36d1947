import { describe, expect, it } from '@jest/globals';
import { attempt, failureOf, whole, event, chunk, streamed } from './openai-compatible-setting.js';

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
