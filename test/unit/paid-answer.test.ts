import { describe, expect, test } from '@jest/globals';
import type { Completion, CompletionRequest, JsonObject, TokenUsage } from '../../src/sdk/index.js';
import type { CallSpec } from '../../src/use-cases/make-call.js';
import { paidAnswer } from '../../src/use-cases/paid-answer.js';

const spec = {
  model: { ref: 'plain/small', providerId: 'plain', providerModelId: 'small', price: { input: 1, output: 2 } },
  job: { id: 'x', epoch: null },
} as unknown as CallSpec;
const text = 'The capital of France is Paris, and has been so for a long time. '.repeat(40);
const usage = { inputTokens: 400, outputTokens: 500, cachedInputTokens: 0, reasoningTokens: 0 };

interface Asked {
  readonly messages?: CompletionRequest['messages'];
  readonly reserved?: number;
  readonly estimated?: number;
  readonly providerOptions?: JsonObject;
}

function paid(
  given: unknown,
  choice: Partial<Completion['choices'][number]> = { text },
  { reserved = 1_500, estimated = 400, ...asked }: Asked = {},
) {
  const completion = {
    choices: [{ text: '', finishReason: 'stop', toolCalls: [], ...choice }],
    usage: given as TokenUsage,
  } as Completion;
  const request = { model: 'small', messages: [], parameters: { maxOutputTokens: 1_000 }, ...asked };
  return paidAnswer(completion, spec, { request, adaptations: [], estimatedInputTokens: estimated }, reserved);
}

describe('a provider that counts what cannot be', () => {
  test('is believed where it can', () => {
    expect(paid(usage)).toMatchObject({ usage: { ...usage, estimated: false }, usd: 0.0014 });
    // All of it from a cache, more than all of it, or less than nothing.
    for (const cachedInputTokens of [400, 1e6, -5, NaN, '12']) {
      const { usd, usage: taken } = paid({ ...usage, cachedInputTokens });
      expect(taken.cachedInputTokens).toBeLessThanOrEqual(400);
      expect(usd).toBeGreaterThanOrEqual(0);
    }
  });

  test('is believed in a context that the provider keeps, which its own options bring in', () => {
    const brought = { ...usage, inputTokens: 120_000 };
    const providerOptions = { previous_response_id: 'resp_1' };
    expect(paid(brought, {}, { providerOptions }).usage).toEqual({ ...brought, estimated: false });
    expect(paid(brought).usage.estimated).toBe(true);
  });

  test('is believed in what it adds to a short request of its own, and in what pictures come to', () => {
    const short = { reserved: 60, estimated: 5 };
    const added = { ...usage, inputTokens: 700 };
    expect(paid(added, {}, short).usage).toEqual({ ...added, estimated: false });
    const image = { kind: 'url', url: 'https://x.example/a.png' } as const;
    const messages = [{ role: 'user', content: 'What is this?', images: [image, image] }] as const;
    const seen = { ...usage, inputTokens: 66_000 };
    expect(paid(seen, {}, { messages, reserved: 4_000, estimated: 2_405 }).usage).toEqual({
      ...seen,
      estimated: false,
    });
    for (const given of [seen, { ...usage, inputTokens: 1e6 }]) {
      expect(paid(given, {}, short).usage.estimated).toBe(true);
    }
    expect(paid({ ...usage, inputTokens: 1e6 }, {}, { messages }).usage.estimated).toBe(true);
  });

  test.each([
    ['nothing', undefined],
    ['no number', { ...usage, inputTokens: null }],
    ['a text', { ...usage, outputTokens: '12' }],
    ['a negative one', { ...usage, inputTokens: -5 }],
    ['NaN', { ...usage, outputTokens: NaN }],
    ['an endless one', { ...usage, outputTokens: Infinity }],
    ['an astronomic one', { ...usage, inputTokens: 1e300 }],
    ['more than ten times what the request could come to', { ...usage, inputTokens: 18_501 }],
    ['more than twice the longest answer that was asked for', { ...usage, outputTokens: 2_001 }],
    ['zero for a long answer', { ...usage, outputTokens: 0 }],
    ['one token for a long answer', { ...usage, outputTokens: 1 }],
    ['nothing for a long request', { ...usage, inputTokens: 1 }],
  ])('gets no credit, and is marked, for %s', (_, given) => {
    const { usage: taken, usd } = paid(given);
    expect(taken.estimated).toBe(true);
    expect(taken.inputTokens).toBe(400);
    expect(taken.outputTokens).toBeGreaterThan(300);
    expect(taken.outputTokens).toBeLessThan(1_000);
    expect(usd).toBeGreaterThan(0.001);
  });

  test('is believed in what a model thought beyond the longest answer, up to ten times what was reserved', () => {
    const thought = { ...usage, outputTokens: 9_000, reasoningTokens: 8_600 };
    expect(paid(thought)).toMatchObject({ usage: { ...thought, estimated: false }, usd: 0.0184 });
    for (const given of [
      { ...thought, reasoningTokens: 6_999 },
      { ...thought, outputTokens: 20_000, reasoningTokens: 19_600 },
    ])
      expect(paid(given).usage.estimated).toBe(true);
  });

  test('gets none for long calls of tools, or long thoughts, beside an empty text', () => {
    const calls = [{ id: '1', name: 'write', arguments: { text } }];
    for (const choice of [{ toolCalls: calls }, { reasoning: text }]) {
      const { usage: taken } = paid({ ...usage, outputTokens: 0 }, choice);
      expect([taken.estimated, taken.outputTokens > 300]).toEqual([true, true]);
    }
  });
});
