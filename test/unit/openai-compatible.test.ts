import { describe, expect, it } from '@jest/globals';
import { openAICompatible } from '../../src/openai-compatible/openai-compatible.js';
import type { JsonObject } from '../../src/sdk/index.js';
import { adapter, hello, responseOf, attempt, bodyOf, whole, chunk, streamed } from './openai-compatible-setting.js';

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
