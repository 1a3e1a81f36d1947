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
