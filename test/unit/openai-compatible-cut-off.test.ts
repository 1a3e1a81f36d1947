import { describe, expect, it } from '@jest/globals';
import { openAICompatible } from '../../src/openai-compatible/openai-compatible.js';
import { attempt, chunk, failureOf, hello, streamed } from './openai-compatible-setting.js';

const answered = (choice: object) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ choices: [{ index: 0, ...choice }] }),
});

describe('answers that end oddly', () => {
  it.each(['insufficient_system_resource', 'network_error'])('are cut off by %s', async (reason) => {
    const whole = await failureOf(answered({ message: { content: 'Once upon' }, finish_reason: reason }));
    const stream = await failureOf(streamed(chunk({ content: 'Once upon' }), chunk({}, reason)), { stream: true });
    expect([whole.code, stream.code]).toEqual(['PROVIDER_OVERLOADED', 'PROVIDER_OVERLOADED']);
  });

  it('call tools without a word of why they end', async () => {
    const tool_calls = [{ id: 'c1', type: 'function', function: { name: 'weather', arguments: '{}' } }];
    const { completion } = await attempt(answered({ message: { content: '', tool_calls }, finish_reason: '' }));
    expect(completion.choices[0]?.finishReason).toBe('tool-calls');
  });

  it('fail with the status that an error event names beside or within it', async () => {
    const beside = `data: ${JSON.stringify({ error: { message: 'No.' }, status_code: 429 })}\n\n`;
    const within = `data: ${JSON.stringify({ error: { message: 'No.', status_code: 400 } })}\n\n`;
    expect((await failureOf(streamed(beside), { stream: true })).code).toBe('RATE_LIMITED');
    expect((await failureOf(streamed(within), { stream: true })).code).toBe('PROVIDER_REJECTED');
  });
});

describe('requests that are answered only as a stream', () => {
  it('ask for one, and come back whole', async () => {
    const speaker = openAICompatible({ streams: ({ parameters }) => (parameters.maxOutputTokens ?? 0) > 10 });
    const request = { ...hello, parameters: { maxOutputTokens: 11 } };
    const { completion, sent, deltas } = await attempt(streamed(chunk({ content: 'Hi' }), chunk({}, 'stop')), {
      request,
      speaker,
    });
    expect(JSON.parse(String(sent[0]?.init.body))).toMatchObject({ stream: true });
    expect(speaker.prepare(request, { stream: false }).body).toMatchObject({ stream: true });
    expect(completion.choices[0]?.text).toBe('Hi');
    expect(deltas).toEqual([]);
    expect(speaker.prepare(hello, { stream: false }).body).not.toHaveProperty('stream');
  });
});
