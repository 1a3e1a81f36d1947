import { expect } from '@jest/globals';
import { describeAdapterQuirks } from '../../test/support/adapter-quirk-setting.js';
import anthropic from './index.js';

const error = (status: number, type: string, details?: object) => ({
  status,
  body: { type: 'error', error: { type, message: 'In words that may change.', details }, request_id: 'req_1' },
});
const hello = { role: 'user', content: 'Hello' } as const;
const conversation = (id: string) => ({
  messages: [
    hello,
    { role: 'assistant', content: '', toolCalls: [{ id, name: 'look', arguments: { deep: true } }] },
    { role: 'tool', content: 'Seen.', toolCallId: id },
  ] as const,
  tools: [{ name: 'look', schema: { type: 'object' } }],
  toolChoice: { mode: 'required' } as const,
});
const short = { parameters: { maxOutputTokens: 9 } };

describeAdapterQuirks(anthropic, 'anthropic', 'claude-sonnet-4-5', {
  'system-field': (at) => {
    const body = at.sent({ messages: [{ role: 'system', content: 'Be brief.' }, hello] });
    expect(body).toMatchObject({ system: 'Be brief.', messages: [hello] });
  },
  'tool-blocks': (at) =>
    expect(at.sent(conversation('t1'))).toMatchObject({
      messages: [
        hello,
        { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'look', input: { deep: true } }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'Seen.' }] },
      ],
      tools: [{ name: 'look', input_schema: { type: 'object' } }],
      tool_choice: { type: 'any' },
    }),
  'tool-call-ids': (at) => {
    const body = JSON.stringify(at.sent(conversation(`call:1/${'x'.repeat(90)}`)));
    const [call, result] = [/"id":"([^"]*)"/, /"tool_use_id":"([^"]*)"/].map((id) => id.exec(body)?.[1]);
    expect(call).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(result).toBe(call);
  },
  'trimmed-prefill': (at) =>
    expect(at.sent({ messages: [hello, { role: 'assistant', content: 'It is \n' }] })['messages']).toEqual([
      hello,
      { role: 'assistant', content: 'It is' },
    ]),
  'blank-stop-sequences': async (at) => {
    const answer = await at.answered(undefined, { parameters: { maxOutputTokens: 9, stop: ['\n', 'END'] } });
    expect(answer.arrived.body.stop_sequences).toEqual(['END']);
    expect(answer.reports).toMatchObject([{ quirk: 'blank-stop-sequences', lossless: false }]);
  },
  'no-speaker-names': async (at) => {
    const answer = await at.answered(undefined, { ...short, messages: [{ ...hello, name: 'Ada' }] });
    expect(answer.arrived.body.messages).toEqual([hello]);
    expect(answer.reports).toMatchObject([{ quirk: 'no-speaker-names', lossless: false }]);
  },
  'cache-excluded-from-input': async (at) => {
    const usage = { input: 20, cached: 8, output: 9 };
    const answer = await at.answered(() => ({ text: 'Hi', usage }), short);
    expect(answer.usage).toMatchObject({ inputTokens: 20, cachedInputTokens: 8, outputTokens: 9 });
  },
  'typed-errors': async (at) => {
    expect(await at.failed(error(400, 'overloaded_error'))).toBe('PROVIDER_OVERLOADED');
    expect(await at.failed(error(400, 'billing_error'))).toBe('QUOTA_EXHAUSTED');
  },
  'spending-limits': async (at) => {
    const limit = { error_code: 'contract_spend_limit_reached' };
    expect(await at.failed(error(429, 'rate_limit_error', limit))).toBe('QUOTA_EXHAUSTED');
    expect(await at.failed(error(429, 'rate_limit_error'))).toBe('RATE_LIMITED');
  },
  'key-header': async (at) => {
    const { headers } = (await at.answered(undefined, short)).arrived;
    expect(headers).toHaveProperty('x-api-key');
    expect(headers).not.toHaveProperty('authorization');
  },
  'pinned-version': async (at) =>
    expect((await at.answered(undefined, short)).arrived.headers['anthropic-version']).toBe('2023-06-01'),
  'long-answers-streamed': async (at) => {
    const limited = (maxOutputTokens: number) => at.answered(() => 'Collected.', { parameters: { maxOutputTokens } });
    const [long, brief] = [await limited(21_334), await limited(21_333)];
    expect([long.arrived.body.stream, brief.arrived.body.stream]).toEqual([true, undefined]);
    expect(long.choices).toEqual(brief.choices);
  },
  'adaptive-thinking-only': (at) => {
    const parameters = { maxOutputTokens: 5_000, reasoningEffort: 'high' } as const;
    const body = at.sent({ parameters }, 'claude-sonnet-5-5');
    expect(body).toMatchObject({ thinking: { type: 'adaptive' }, output_config: { effort: 'high' } });
    expect(JSON.stringify(body)).not.toContain('budget_tokens');
  },
});
