import { describe, expect, test } from '@jest/globals';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import type { Message } from '../../src/sdk/index.js';
import { adapt, failure, modelWith, request, user } from '../support/adaptation-setting.js';

describe('the context window', () => {
  const long = 'word '.repeat(800);
  const chat: Message[] = [
    { role: 'system', content: 'be kind' },
    { role: 'user', content: long },
    { role: 'assistant', content: '', toolCalls: [{ id: '1', name: 'f', arguments: {} }] },
    { role: 'tool', content: 'found', toolCallId: '1' },
    { role: 'assistant', content: 'an answer' },
    { role: 'user', content: 'and now?' },
  ];
  const small = modelWith([], { contextWindow: 700 });

  test('too long an input fails, unless it is previewed', () => {
    const error = failure(() => adaptRequest(request({}, { messages: chat }), small, adapt));
    expect(error.code).toBe('CONTEXT_WINDOW_EXCEEDED');
    const previewed = adaptRequest(request({}, { messages: chat }), small, { ...adapt, preview: true });
    expect(previewed).toMatchObject({ fits: false, adaptations: [] });
    expect(previewed.request.messages).toBe(chat);
  });

  test('DROP_OLDEST drops the oldest turn whole', () => {
    const adapted = adaptRequest(request({}, { messages: chat }), small, { ...adapt, onOverflow: 'drop-oldest' });
    expect(adapted.request.messages).toEqual([chat[0], chat[5]]);
    expect(adapted.adaptations).toEqual([
      {
        parameter: 'messages',
        action: 'truncated',
        requested: 6,
        sent: 2,
        lossless: false,
        reason: 'The oldest messages were dropped to fit the context window.',
      },
    ]);
    expect(adapted.fits).toBe(true);
  });

  test('DROP_OLDEST fails where the last message alone is too long', () => {
    const messages: Message[] = [user, { role: 'user', content: long }];
    const policy = { ...adapt, onOverflow: 'drop-oldest' } as const;
    expect(failure(() => adaptRequest(request({}, { messages }), small, policy)).code).toBe('CONTEXT_WINDOW_EXCEEDED');
  });

  test('DROP_OLDEST fails where what it drops is a first turn that the model wants', () => {
    const messages: Message[] = [
      { role: 'assistant', content: '', toolCalls: [{ id: 'call_1', name: 'look', arguments: { at: 1 } }] },
      { role: 'tool', content: '', toolCallId: 'call_1' },
    ];
    const quirks = [
      { kind: 'unsupported-response-format', formats: ['json'], instead: 'json' },
      { kind: 'first-turn', role: 'user' },
    ] as const;
    const asked = request({}, { messages, responseFormat: { kind: 'json' } });
    const policy = { ...adapt, onOverflow: 'drop-oldest' } as const;
    const limited = (maxInputTokens: number) => modelWith([...quirks], { maxInputTokens });
    expect(failure(() => adaptRequest(asked, limited(60), policy)).code).toBe('CONTEXT_WINDOW_EXCEEDED');
    expect(adaptRequest(asked, limited(60), { ...policy, preview: true }).fits).toBe(false);
    expect(adaptRequest(asked, limited(100), policy).fits).toBe(true);
  });

  test('an output limit beyond what is left is clamped to it', () => {
    const adapted = adaptRequest(request({ maxOutputTokens: 5_000 }), small, adapt);
    const left = 700 - adapted.estimatedInputTokens;
    expect(adapted.adaptations).toMatchObject([{ parameter: 'maxOutputTokens', action: 'clamped', requested: 5_000 }]);
    expect(adapted.request.parameters.maxOutputTokens).toBeLessThanOrEqual(left);
    expect(adapted.request.parameters.maxOutputTokens).toBeGreaterThan(left - 10);
  });

  test('a limit of the input alone holds too', () => {
    const model = modelWith([], { contextWindow: 100_000, maxInputTokens: 100 });
    expect(failure(() => adaptRequest(request({}, { messages: chat }), model, adapt)).code).toBe(
      'CONTEXT_WINDOW_EXCEEDED',
    );
  });
});

describe('quirks that meet', () => {
  const answered: Message[] = [{ role: 'assistant', content: '' }];

  test('a parameter comes back with the reason for which it was left out', () => {
    const messages: Message[] = [
      { role: 'user', content: '', images: [{ url: 'https://i.example/a.png' }] },
      { role: 'user', content: 'and now?' },
    ];
    const model = modelWith(
      [
        { kind: 'unsupported-parameter', parameter: 'maxOutputTokens', when: { with: ['images'] } },
        { kind: 'required-parameter', parameter: 'maxOutputTokens' },
      ],
      { maxInputTokens: 60 },
    );
    const adapted = adaptRequest(request({}, { messages }), model, { ...adapt, onOverflow: 'drop-oldest' });
    expect(adapted.request.messages).toEqual([messages[1]]);
    expect(adapted.request.parameters.maxOutputTokens).toBeGreaterThan(0);
  });

  test('a tool choice that is the one that was asked for is no change', () => {
    const model = modelWith([
      { kind: 'format-by-tool', formats: ['json'] },
      { kind: 'limited-tool-choice', modes: ['none', 'required'] },
    ]);
    const asked = { messages: answered, responseFormat: { kind: 'json' }, toolChoice: { mode: 'required' } } as const;
    const { adaptations } = adaptRequest(request({}, asked), model, adapt);
    expect(adaptations.map(({ parameter }) => parameter)).toEqual(['responseFormat', 'tools']);
  });

  test('a model of one call at a time that has no field to say so settles, and is held to its window', () => {
    const quirks = [
      { kind: 'unsupported-feature', feature: 'parallel-tools' },
      { kind: 'unsupported-field', field: 'parallelToolCalls' },
    ] as const;
    const tools = [{ name: 'look', schema: { type: 'object' } }];
    const asked = request({}, { messages: answered, tools });
    expect(adaptRequest(asked, modelWith([...quirks]), adapt)).toMatchObject({ request: asked, adaptations: [] });
    const small = modelWith([...quirks], { contextWindow: 40 });
    const refused = request({}, { messages: answered, tools, parallelToolCalls: true });
    for (const onUnsupported of ['adapt', 'reject'] as const) {
      expect(failure(() => adaptRequest(refused, small, { ...adapt, onUnsupported })).code).toBe(
        'CONTEXT_WINDOW_EXCEEDED',
      );
    }
  });
});
