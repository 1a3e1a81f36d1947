import { describe, expect, it } from '@jest/globals';
import { openAICompatible } from '../../src/openai-compatible/openai-compatible.js';
import type { CompletionRequest } from '../../src/sdk/index.js';
import { attempt, event, hello, streamed, type Answer } from './openai-compatible-setting.js';

const speaker = openAICompatible({ responses: true, endUserField: 'safety_identifier' });
const asked = (more: Partial<CompletionRequest> = {}): CompletionRequest => ({
  ...hello,
  endpoint: 'responses',
  ...more,
});
const bodyOf = (more: Partial<CompletionRequest> = {}, stream = false) => speaker.prepare(asked(more), { stream }).body;
const read = (answer: Answer, stream = false) => attempt(answer, { request: asked(), speaker, stream });
const failed = async (answer: Answer, stream = false) => {
  try {
    await read(answer, stream);
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error('It did not fail.');
};

const usage = {
  input_tokens: 36,
  input_tokens_details: { cached_tokens: 8 },
  output_tokens: 87,
  output_tokens_details: { reasoning_tokens: 64 },
  total_tokens: 123,
};
const message = (...content: object[]) => ({
  id: 'msg_1',
  type: 'message',
  status: 'completed',
  role: 'assistant',
  content,
});
const said = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] });
const thought = {
  id: 'rs_1',
  type: 'reasoning',
  summary: [{ type: 'summary_text', text: 'Hm.' }],
  encrypted_content: null,
};
const call = (id: string, city: string) => ({
  id: `fc_${id}`,
  type: 'function_call',
  status: 'completed',
  call_id: id,
  name: 'weather',
  arguments: JSON.stringify({ city }),
});
const response = (output: readonly object[], more: object = {}) => ({
  id: 'resp_1',
  object: 'response',
  created_at: 1_795_430_400,
  status: 'completed',
  error: null,
  incomplete_details: null,
  model: 'm',
  output,
  usage,
  ...more,
});
const whole = (output: readonly object[], more: object = {}): Answer => ({
  body: JSON.stringify(response(output, more)),
});
const counted = { inputTokens: 36, cachedInputTokens: 8, outputTokens: 87, reasoningTokens: 64 };

describe('a request to the Responses API', () => {
  it('spells every uniform field', () => {
    expect(speaker.prepare(asked(), { stream: false }).path).toBe('/responses');
    expect(
      bodyOf(
        {
          messages: [
            { role: 'system', content: 'Be brief.' },
            { role: 'user', content: 'What is this?', images: [{ base64: 'AAAA', mediaType: 'image/jpeg' }] },
            { role: 'assistant', content: 'I look.', toolCalls: [{ id: 'c1', name: 'look', arguments: { at: 1 } }] },
            { role: 'tool', content: 'a cat', toolCallId: 'c1' },
            { role: 'assistant', content: '', toolCalls: [{ id: 'c2', name: 'look', arguments: 'cut {' }] },
            { role: 'tool', content: '', toolCallId: 'c2' },
          ],
          parameters: { maxOutputTokens: 99, temperature: 0.5, topP: 0.9, logprobs: 2, reasoningEffort: 'low' },
          responseFormat: { kind: 'json-schema', name: 'reply', schema: { type: 'object' }, strict: true },
          tools: [
            { name: 'look', description: 'Looks.', schema: { type: 'object' } },
            { name: 'point', schema: {}, strict: true },
          ],
          toolChoice: { mode: 'tool', tool: 'look' },
          parallelToolCalls: false,
          endUser: 'u-1',
          providerOptions: { verbosity: 'low', reasoning: { summary: 'auto' }, metadata: { a: 'b' } },
        },
        true,
      ),
    ).toEqual({
      model: 'm',
      input: [
        { role: 'developer', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is this?' },
            { type: 'input_image', image_url: 'data:image/jpeg;base64,AAAA', detail: 'auto' },
          ],
        },
        { role: 'assistant', content: 'I look.' },
        { type: 'function_call', call_id: 'c1', name: 'look', arguments: '{"at":1}' },
        { type: 'function_call_output', call_id: 'c1', output: 'a cat' },
        { type: 'function_call', call_id: 'c2', name: 'look', arguments: 'cut {' },
        { type: 'function_call_output', call_id: 'c2', output: '' },
      ],
      max_output_tokens: 99,
      temperature: 0.5,
      top_p: 0.9,
      top_logprobs: 2,
      include: ['message.output_text.logprobs'],
      reasoning: { effort: 'low', summary: 'auto' },
      text: {
        verbosity: 'low',
        format: { type: 'json_schema', name: 'reply', schema: { type: 'object' }, strict: true },
      },
      tools: [
        { type: 'function', name: 'look', description: 'Looks.', parameters: { type: 'object' }, strict: false },
        { type: 'function', name: 'point', parameters: {}, strict: true },
      ],
      tool_choice: { type: 'function', name: 'look' },
      parallel_tool_calls: false,
      safety_identifier: 'u-1',
      metadata: { a: 'b' },
      store: false,
      stream: true,
    });
  });

  it('says nothing of what the request leaves out, and keeps nothing at the provider', () => {
    const plain = { model: 'm', input: [{ role: 'user', content: 'hello' }], store: false };
    expect(bodyOf()).toEqual(plain);
    expect(bodyOf({ responseFormat: { kind: 'text' }, tools: [] })).toEqual(plain);
    expect(bodyOf({ responseFormat: { kind: 'json' } })).toEqual({
      ...plain,
      text: { format: { type: 'json_object' } },
    });
    expect(bodyOf({ providerOptions: { store: true } })).toEqual({ ...plain, store: true });
    expect(() => bodyOf({ providerOptions: { input: 'x' } })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });

  it('goes to chat completions where the plugin has no other endpoint', () => {
    expect(openAICompatible().prepare(asked(), { stream: false })).toMatchObject({
      path: '/chat/completions',
      body: { messages: [{ role: 'user', content: 'hello' }] },
    });
  });
});

describe('an answer of the Responses API', () => {
  it('is read in full', async () => {
    const { completion } = await read({
      ...whole([thought, message(said('Grüße'), said(' 👋')), call('c1', 'Ulm'), call('c2', 'Bonn')]),
      headers: { 'x-request-id': 'req_1' },
    });
    expect(completion).toEqual({
      choices: [
        {
          text: 'Grüße 👋',
          reasoning: 'Hm.',
          finishReason: 'tool-calls',
          toolCalls: [
            { id: 'c1', name: 'weather', arguments: { city: 'Ulm' } },
            { id: 'c2', name: 'weather', arguments: { city: 'Bonn' } },
          ],
        },
      ],
      usage: counted,
      providerRequestId: 'req_1',
    });
  });

  it.each([
    ['stop', [message(said('x'))], {}],
    ['length', [thought], { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }],
    ['content-filter', [], { status: 'incomplete', incomplete_details: { reason: 'content_filter' } }],
    ['other', [], { status: 'incomplete', incomplete_details: null }],
    ['refusal', [message({ type: 'refusal', refusal: 'I cannot.' })], {}],
  ])('ends for %s', async (reason, output, more) => {
    const { completion } = await read(whole(output, more));
    expect(completion.choices[0]!.finishReason).toBe(reason);
    if (reason === 'refusal') expect(completion.choices[0]!.text).toBe('I cannot.');
  });

  it('gives log probabilities', async () => {
    const logprobs = [{ token: 'x', bytes: [120], logprob: -0.1, top_logprobs: [] }];
    const { completion } = await read(whole([message({ ...said('x'), logprobs })]));
    expect(completion.choices[0]!.logprobs).toEqual({ content: logprobs });
  });

  it.each([
    ['server_error', 'PROVIDER_OVERLOADED'],
    ['rate_limit_exceeded', 'RATE_LIMITED'],
    ['invalid_prompt', 'CONTENT_FILTERED'],
    ['invalid_image_format', 'PROVIDER_REJECTED'],
  ])('that failed for %s fails with %s, whole and streamed', async (code, meant) => {
    const failure = response([], { status: 'failed', error: { code, message: 'secret' }, usage: null });
    const last = event({ type: 'response.failed', sequence_number: 1, response: failure });
    for (const error of [await failed({ body: JSON.stringify(failure) }), await failed(streamed(last), true)]) {
      expect(error.code).toBe(meant);
      expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('secret');
    }
  });

  it.each([
    '{}',
    'null',
    '{"output":{}}',
    '{"status":"in_progress","output":[]}',
    '{"status":"completed","output":[null]}',
    '<p>',
  ])('is not made of %s', async (body) => {
    expect(await failed({ body })).toMatchObject({ code: 'PROVIDER_PROTOCOL' });
  });
});

describe('a stream of the Responses API', () => {
  const named = (type: string, fields: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
  const output = [thought, message(said('Grüße 👋')), call('c1', 'Ulm')];
  const events = [
    named('response.created', { response: response([], { status: 'in_progress', usage: null }) }),
    named('response.output_item.added', { output_index: 0, item: { ...thought, summary: [] } }),
    named('response.reasoning_summary_text.delta', { output_index: 0, summary_index: 0, delta: 'Hm.' }),
    named('response.output_item.done', { output_index: 0, item: thought }),
    named('response.output_text.delta', { output_index: 1, content_index: 0, delta: 'Grü', logprobs: [] }),
    named('response.output_text.delta', { output_index: 1, content_index: 0, delta: 'ße 👋', logprobs: [] }),
    named('response.output_text.done', { output_index: 1, content_index: 0, text: 'Grüße 👋' }),
    named('response.output_item.done', { output_index: 1, item: message(said('Grüße 👋')) }),
    named('response.function_call_arguments.delta', { output_index: 2, delta: '{"city":' }),
    named('response.function_call_arguments.done', { output_index: 2, arguments: '{"city":"Ulm"}' }),
    named('response.output_item.done', { output_index: 2, item: call('c1', 'Ulm') }),
  ];
  const toolCall = { id: 'c1', name: 'weather', arguments: { city: 'Ulm' } };

  it.each([output, []])('is put together from single bytes, whatever its last event repeats', async (...repeated) => {
    const { completion, deltas } = await read(
      streamed(...events, named('response.completed', { response: response(repeated.filter(Boolean)) })),
      true,
    );
    expect(completion).toEqual({
      choices: [{ text: 'Grüße 👋', reasoning: 'Hm.', finishReason: 'tool-calls', toolCalls: [toolCall] }],
      usage: counted,
    });
    expect(deltas).toEqual([{ reasoning: 'Hm.' }, { text: 'Grü' }, { text: 'ße 👋' }, { toolCall }]);
  });

  it('ends early with what it has', async () => {
    const cut = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
    const last = named('response.incomplete', { response: response([message(said('Grü'))], cut) });
    const { completion } = await read(streamed(last), true);
    expect(completion.choices[0]).toMatchObject({ text: 'Grü', finishReason: 'length' });
  });

  it.each([
    ['without its last event', 'PROVIDER_PROTOCOL', events],
    ['with nothing', 'PROVIDER_PROTOCOL', ['data: [DONE]\n\n']],
    ['in an event that is no JSON', 'PROVIDER_PROTOCOL', ['data: {"type"\n\n']],
    ['in an error', 'PROVIDER_OVERLOADED', [...events, named('error', { code: 'server_error', message: 'secret' })]],
    ['in a limit', 'RATE_LIMITED', [named('error', { error: { type: 'tokens', code: 'rate_limit_exceeded' } })]],
  ])('that ends %s fails with %s', async (_, code, sent) => {
    const error = await failed(streamed(...sent), true);
    expect(error.code).toBe(code);
    expect(error.message).not.toContain('secret');
  });
});
