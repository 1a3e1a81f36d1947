import { expect } from '@jest/globals';
import { describeAdapterQuirks } from '../../test/support/adapter-quirk-setting.js';
import groq from './index.js';

describeAdapterQuirks(groq, 'groq', 'llama-3.3-70b-versatile', {
  'no-speaker-names': async (at) => {
    const answer = await at.answered(undefined, { messages: [{ role: 'user', content: 'Hello', name: 'Ada' }] });
    expect(answer.arrived.body.messages).toEqual([{ role: 'user', content: 'Hello' }]);
    expect(answer.reports).toMatchObject([{ quirk: 'no-speaker-names', lossless: false }]);
  },
  'default-effort': (at) => {
    const effort = (reasoningEffort: 'none' | 'high') =>
      at.sent({ parameters: { reasoningEffort } }, 'qwen/qwen3-32b')['reasoning_effort'];
    expect([effort('none'), effort('high')]).toEqual(['none', 'default']);
  },
  'reasoning-apart': (at) => {
    expect(at.sent({}, 'qwen/qwen3-32b')).toMatchObject({ reasoning_format: 'parsed' });
    const chosen = at.sent({ providerOptions: { include_reasoning: false } }, 'qwen/qwen3-32b');
    expect(chosen).toMatchObject({ include_reasoning: false });
    expect(chosen).not.toHaveProperty('reasoning_format');
  },
  'nullable-usage-details': async (at) => {
    const { usage } = await at.answered(() => ({ text: 'Hi', usage: { input: 5, output: 2 } }));
    expect(usage).toEqual({ inputTokens: 5, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0 });
  },
  'most-tools': (at) => {
    const told = at.resolved().quirks.find(({ id }) => id === 'groq/most-tools');
    expect(told?.description).toContain('128');
  },
});
