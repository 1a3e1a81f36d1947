import { expect } from '@jest/globals';
import { checkCredential } from '../../src/vault/check-credential.js';
import { describeAdapterQuirks } from '../../test/support/adapter-quirk-setting.js';
import ollama from './index.js';

describeAdapterQuirks(ollama, 'ollama', 'llama3.2', {
  'window-set-by-server': (at) => {
    expect(at.resolved().contextWindow).toBeUndefined();
    const told = at.resolved().quirks.find(({ id }) => id === 'ollama/window-set-by-server');
    expect(told?.description).toContain('OLLAMA_CONTEXT_LENGTH');
  },
  'silent-truncation': async (at) => {
    const messages = [{ role: 'user', content: 'A line that the window has no room for. '.repeat(60) }] as const;
    const reports = async (input: number) =>
      (await at.answered(() => ({ text: 'Hi', usage: { input, output: 1 } }), { messages })).reports;
    expect(await reports(40)).toMatchObject([{ quirk: 'silent-truncation', parameter: 'messages', lossless: false }]);
    expect(await reports(640)).toBeUndefined();
  },
  'max-tokens-alone': async (at) => {
    const { arrived, choices } = await at.answered(() => 'A text of many tokens', {
      parameters: { maxOutputTokens: 2 },
    });
    expect(arrived.body).toMatchObject({ max_tokens: 2 });
    expect(arrived.body).not.toHaveProperty('max_completion_tokens');
    expect(choices[0]).toMatchObject({ finishReason: 'length' });
  },
  'error-in-stream': async (at) => expect(await at.failed('error-in-stream', true)).toBe('PROVIDER_OVERLOADED'),
  'error-shapes': async (at) => {
    const tooLong = 'the input exceeds the maximum context length';
    expect(await at.failed({ status: 400, body: { error: tooLong } })).toBe('CONTEXT_WINDOW_EXCEEDED');
    const error = { message: tooLong, type: 'invalid_request_error', param: null, code: null };
    expect(await at.failed({ status: 400, body: { error } })).toBe('CONTEXT_WINDOW_EXCEEDED');
  },
  'unknown-model-not-pulled': async (at) => expect(await at.failed({ status: 404 })).toBe('UNKNOWN_MODEL'),
  'defaults-of-the-endpoint': (at) => expect(at.resolved().defaults).toEqual({ temperature: 1, topP: 1 }),
  'key-optional': () => expect(checkCredential({ definition: ollama })).toMatchObject({ secret: null, fields: {} }),
});
