import { describe, expect, it } from '@jest/globals';
import { openAICompatible } from '../../src/openai-compatible/openai-compatible.js';
import { attempt, chunk, event, failureOf, streamed, whole } from './openai-compatible-setting.js';

const stream = { stream: true } as const;
const call = (piece: object) => chunk({ tool_calls: [piece] });
const callsOf = async (...events: string[]) =>
  (await attempt(streamed(...events, chunk({}, 'tool_calls')), stream)).completion.choices[0]!.toolCalls;
const ulm = { id: 'c1', name: 'weather', arguments: { city: 'Ulm' } };
const bonn = { id: 'c2', name: 'weather', arguments: { city: 'Bonn' } };

describe('streamed tool calls', () => {
  it.each([
    [
      'pieces with an index',
      call({ index: 0, id: 'c1', function: { name: 'weather', arguments: '{"city":' } }),
      call({ index: 0, function: { arguments: '"Ulm"}' } }),
      call({ index: 1, id: 'c2', function: { name: 'weather', arguments: '{"city":"Bonn"}' } }),
    ],
    [
      'pieces that come in turns',
      call({ index: 0, id: 'c1', function: { name: 'weather', arguments: '{"city":' } }),
      call({ index: 1, id: 'c2', function: { name: 'weather', arguments: '{"city":' } }),
      call({ index: 0, function: { arguments: '"Ulm"}' } }),
      call({ index: 1, function: { arguments: '"Bonn"}' } }),
    ],
    [
      'pieces with an id and no index',
      call({ id: 'c1', function: { name: 'weather', arguments: '{"city":' } }),
      call({ id: 'c1', function: { arguments: '"Ulm"}' } }),
      call({ id: 'c2', function: { name: 'weather', arguments: '{"city":"Bonn"}' } }),
    ],
    [
      'pieces whose index and id are null from the second on',
      call({ index: 0, id: 'c1', function: { name: 'weather', arguments: '{"city":' } }),
      call({ index: null, id: null, function: { name: null, arguments: '"Ulm"}' } }),
      call({ index: 1, id: 'c2', function: { name: 'weather', arguments: '{"city":"Bonn"}' } }),
    ],
    [
      'whole calls in one piece, all numbered 0',
      chunk({
        tool_calls: [
          { index: 0, id: 'c1', function: { name: 'weather', arguments: '{"city":"Ulm"}' } },
          { index: 0, id: 'c2', function: { name: 'weather', arguments: '{"city":"Bonn"}' } },
        ],
      }),
    ],
    [
      'whole calls with arguments as objects',
      call({ index: 0, id: 'c1', type: 'function', function: { name: 'weather', arguments: { city: 'Ulm' } } }),
      call({ index: 1, id: 'c2', type: 'function', function: { name: 'weather', arguments: { city: 'Bonn' } } }),
    ],
    [
      'a name in each piece',
      call({ index: 0, id: 'c1', function: { name: 'weather', arguments: '{"city":' } }),
      call({ index: 0, id: 'c1', function: { name: 'weather', arguments: '"Ulm"}' } }),
      call({ index: 1, id: 'c2', function: { name: 'weather', arguments: '{"city":"Bonn"}' } }),
    ],
  ])('are put together from %s', async (_, ...events) => {
    expect(await callsOf(...events)).toEqual([ulm, bonn]);
  });

  it('without ids or numbers are told apart by their names, and get ids', async () => {
    const events = ['Ulm', 'Bonn'].map((city) =>
      call({ function: { name: 'weather', arguments: JSON.stringify({ city }) } }),
    );
    expect(await callsOf(...events)).toEqual([
      { ...ulm, id: 'call_0' },
      { ...bonn, id: 'call_1' },
    ]);
  });

  it('are read in the oldest spelling, streamed and whole', async () => {
    const expected = [{ id: 'call_0', name: 'weather', arguments: { city: 'Ulm' } }];
    expect(
      await callsOf(
        chunk({ function_call: { name: 'weather', arguments: '{"city"' } }),
        chunk({ function_call: { arguments: ':"Ulm"}' } }),
      ),
    ).toEqual(expected);
    const { completion } = await attempt(
      whole({ content: null, function_call: { name: 'weather', arguments: '{"city":"Ulm"}' } }, 'function_call'),
    );
    expect(completion.choices[0]).toMatchObject({ finishReason: 'tool-calls', toolCalls: expected });
  });
});

describe('a stream', () => {
  it('may have comments, empty data, other line ends and no space behind the colon', async () => {
    const { completion } = await attempt(
      streamed(
        ': OPENROUTER PROCESSING\r\n\r\n',
        'data:{"choices":[{"index":0,"delta":{"content":"Grü"},"finish_reason":null}]}\r\n\r\n',
        'event: ping\r\ndata:\r\n\r\n',
        'id: 7\r\ndata: {"choices":[{"delta":{"content":"ße 👋","tool_calls":null},"logprobs":null}]}\r\n\r\n',
        'data: {"choices":[{"index":0,"delta":null,"finish_reason":"stop"}]}\r\n\r\n',
        'data:[DONE]\r\n\r\n',
      ),
      stream,
    );
    expect(completion.choices).toEqual([{ text: 'Grüße 👋', finishReason: 'stop', toolCalls: [] }]);
  });

  it.each([
    ['in a piece without choices', event({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 5 } })],
    ['in a piece whose choices are left out', event({ usage: { prompt_tokens: 3, completion_tokens: 5 } })],
    [
      'in the last choice',
      event({ choices: [{ index: 0, delta: {}, usage: { prompt_tokens: 3, completion_tokens: 5 } }] }),
    ],
    ['in a field of its own', event({ choices: [], x_groq: { usage: { prompt_tokens: 3, completion_tokens: 5 } } })],
  ])('has its usage %s', async (_, last) => {
    const early = event({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 1 } });
    for (const events of [
      [chunk({ content: 'x' }), chunk({}, 'stop'), last],
      [early, chunk({ content: 'x' }), chunk({}, 'stop'), last],
    ]) {
      const { completion } = await attempt(streamed(...events), stream);
      expect(completion.usage).toEqual({ inputTokens: 3, cachedInputTokens: 0, outputTokens: 5, reasoningTokens: 0 });
    }
  });

  it.each(['reasoning_content', 'reasoning', 'reasoning_text'])('has reasoning in %s', async (field) => {
    const events = [
      chunk({ [field]: 'hm ' }),
      chunk({ [field]: 'hm', content: null }),
      chunk({ content: 'x' }, 'stop'),
    ];
    const { completion, deltas } = await attempt(streamed(...events), stream);
    expect(completion.choices[0]).toMatchObject({ text: 'x', reasoning: 'hm hm' });
    expect(deltas).toEqual([{ reasoning: 'hm ' }, { reasoning: 'hm' }, { text: 'x' }]);
  });

  it('that says its reasoning twice means it once', async () => {
    const twice = { reasoning: 'hm', reasoning_details: [{ type: 'reasoning.text', text: 'hm' }] };
    const { completion } = await attempt(streamed(chunk(twice), chunk({ content: 'x' }, 'stop')), stream);
    expect(completion.choices[0]!.reasoning).toBe('hm');
  });

  it.each([
    ['error: event', 'event: error\ndata: {"message":"secret","code":"rate_limit_exceeded"}\n\n', 'RATE_LIMITED'],
    [
      'object',
      event({ object: 'error', message: 'secret', type: 'InternalServerError', code: 500 }),
      'PROVIDER_OVERLOADED',
    ],
    ['detail', event({ detail: 'secret' }), 'PROVIDER_OVERLOADED'],
    ['number', event({ error: { message: 'secret', code: 503 } }), 'PROVIDER_OVERLOADED'],
    [
      'choice',
      event({ choices: [{ index: 0, delta: {}, error: { code: 502, message: 'secret' } }] }),
      'PROVIDER_OVERLOADED',
    ],
    ['finish', chunk({}, 'error'), 'PROVIDER_OVERLOADED'],
    ['quota', event({ error: { message: 'secret', code: 'insufficient_quota' }, choices: [] }), 'QUOTA_EXHAUSTED'],
  ])('that fails in a%s fails, at once and later', async (_, failing, code) => {
    for (const events of [[failing], [chunk({ content: 'a' }), failing, chunk({}, 'stop')]]) {
      const error = await failureOf(streamed(...events), stream);
      expect(error.code).toBe(code);
      expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('secret');
    }
  });
});

describe('thoughts between tags', () => {
  const speaker = openAICompatible({ thinkTags: true });
  const said = '\n<think>\nIs it <b>?</b>\n</think>\n\nIt is <think>not</think>.';

  it('are parted from the answer, whole and in pieces of any size', async () => {
    const expected = { text: 'It is <think>not</think>.', reasoning: '\nIs it <b>?</b>\n' };
    const { completion } = await attempt(whole({ content: said }), { speaker });
    expect(completion.choices[0]).toMatchObject(expected);
    for (const size of [1, 2, 3, 5, 8, 100]) {
      const pieces = Array.from({ length: Math.ceil(said.length / size) }, (_, at) =>
        chunk({ content: said.slice(at * size, (at + 1) * size) }),
      );
      const { completion: pieced, deltas } = await attempt(streamed(...pieces, chunk({}, 'stop')), {
        ...stream,
        speaker,
      });
      expect(pieced.choices[0]).toMatchObject(expected);
      expect(deltas.map(({ text = '' }) => text).join('')).toBe(expected.text);
    }
  });

  it.each([
    ['<thin', { text: '<thin' }],
    ['plain', { text: 'plain' }],
    ['<think>cut off </thi', { text: '', reasoning: 'cut off </thi' }],
  ])('are made of no other text: %s', async (content, expected) => {
    for (const [answer, how] of [
      [whole({ content }, 'length'), {}],
      [streamed(...Array.from(content).map((one) => chunk({ content: one })), chunk({}, 'length')), stream],
    ] as const) {
      const { completion } = await attempt(answer, { ...how, speaker });
      expect(completion.choices[0]).toEqual({ finishReason: 'length', toolCalls: [], ...expected });
    }
  });

  it('are text where the provider does not write so', async () => {
    const { completion } = await attempt(whole({ content: said }));
    expect(completion.choices[0]).toMatchObject({ text: said });
  });
});
