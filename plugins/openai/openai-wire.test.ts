import { expect } from '@jest/globals';
import { describeAdapterQuirks } from '../../test/support/adapter-quirk-setting.js';
import openai from './index.js';

const tools = [{ name: 'look', schema: { type: 'object' } }];
const error = (status: number, code: string) => ({
  status,
  body: { error: { message: 'In words.', type: 'invalid_request_error', param: null, code } },
});

describeAdapterQuirks(openai, 'openai', 'gpt-4o-mini', {
  'json-named-in-messages': async (at) => {
    const json = { responseFormat: { kind: 'json' } } as const;
    expect(at.sent(json)['messages']).toEqual([
      { role: 'system', content: expect.stringContaining('JSON') },
      { role: 'user', content: 'Hello' },
    ]);
    expect((await at.answered(undefined, json)).reports).toMatchObject([{ quirk: 'json-named-in-messages' }]);
  },
  'logprobs-flag': (at) =>
    expect(at.sent({ parameters: { logprobs: 3 } })).toMatchObject({ logprobs: true, top_logprobs: 3 }),
  'tool-choice-by-name': (at) => {
    const choice = at.sent({ tools, toolChoice: { mode: 'tool', tool: 'look' } })['tool_choice'];
    expect(choice).toEqual({ type: 'function', function: { name: 'look' } });
    expect(at.sent({ tools, toolChoice: { mode: 'required' } })['tool_choice']).toBe('required');
  },
  'end-user-as-safety-identifier': (at) => {
    const body = at.sent({ endUser: 'u-1' });
    expect(body).toMatchObject({ safety_identifier: 'u-1' });
    expect(body).not.toHaveProperty('user');
  },
  'refusal-beside-stop': async (at) => {
    const { choices } = await at.answered(() => ({ refusal: 'I cannot.' }));
    expect(choices[0]).toMatchObject({ text: 'I cannot.', finishReason: 'refusal' });
  },
  'usage-totals-include-details': async (at) => {
    const usage = { input: 20, cached: 8, output: 9, reasoning: 4 };
    expect((await at.answered(() => ({ text: 'Hi', usage }))).usage).toEqual({
      inputTokens: 20,
      cachedInputTokens: 8,
      outputTokens: 9,
      reasoningTokens: 4,
    });
  },
  'quota-is-429': async (at) => {
    expect(await at.failed(error(429, 'insufficient_quota'))).toBe('QUOTA_EXHAUSTED');
    expect(await at.failed(error(429, 'credit_balance_exhausted'))).toBe('QUOTA_EXHAUSTED');
    expect(await at.failed(error(429, 'rate_limit_exceeded'))).toBe('RATE_LIMITED');
  },
  'context-length-error': async (at) =>
    expect(await at.failed(error(400, 'context_length_exceeded'))).toBe('CONTEXT_WINDOW_EXCEEDED'),
  'vendor-client-kept-apart': async (at) => {
    const kept = { ...process.env };
    Object.assign(process.env, { OPENAI_API_KEY: 'leaked', OPENAI_ORG_ID: 'leaked', OPENAI_BASE_URL: 'http://leaked' });
    try {
      expect(JSON.stringify((await at.answered(undefined)).arrived)).not.toContain('leaked');
    } finally {
      process.env = kept;
    }
  },
  'input-limit-of-its-own': (at) => {
    const { contextWindow = 0, maxInputTokens = Infinity } = at.resolved('gpt-5-mini');
    expect(maxInputTokens + 20_000).toBeLessThan(contextWindow);
    const content = ' word'.repeat(maxInputTokens + 10_000);
    const asked = { messages: [{ role: 'user', content }], parameters: { maxOutputTokens: 10 } } as const;
    expect(() => at.sent(asked, 'gpt-5-mini')).toThrow(expect.objectContaining({ code: 'CONTEXT_WINDOW_EXCEEDED' }));
  },
  'dearer-long-input': (at) => {
    const quirks = at.resolved('gpt-5.4').quirks.map(({ id }) => id);
    expect(quirks).toContain('openai/dearer-long-input');
    expect(at.resolved('gpt-5.4').price).toMatchObject({ input: 2.5, output: 15 });
  },
});
