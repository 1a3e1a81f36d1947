import { describe, expect, it } from '@jest/globals';
import { adaptRequest } from '../../src/adaptation/adapt-request.js';
import { resolveModel } from '../../src/catalogue/resolve-model.js';
import { withFacts } from '../../src/catalogue/with-facts.js';
import { defineProvider, type CompletionRequest, type ProbedFacts, type Quirk } from '../../src/sdk/index.js';

const provider = (...quirks: Quirk[]) =>
  defineProvider({
    id: 'served',
    name: 'Served',
    sdkVersion: 1,
    auth: { kind: 'none' },
    baseUrl: 'http://127.0.0.1:1',
    quirks,
    models: [{ matches: '*' }],
    connect: () => {
      throw new Error('is not asked');
    },
  });
const policy = { onUnsupported: 'adapt', onOverflow: 'reject' } as const;

function adapted(quirk: Quirk, facts: ProbedFacts, request: Partial<CompletionRequest> = {}) {
  const model = withFacts(resolveModel(provider(quirk), 'any'), facts, { source: 'probed', asOf: '2026-11-23' });
  const whole = { model: 'any', messages: [{ role: 'user' as const, content: 'Hi.' }], parameters: {}, ...request };
  return adaptRequest(whole, model, policy);
}

describe('a window that a request may raise', () => {
  const quirk: Quirk = { kind: 'extendable-window', option: 'num_ctx' };
  const facts = { contextWindow: 4_096, largestContextWindow: 40_000 };
  const words = (count: number) => [{ role: 'user' as const, content: 'word '.repeat(count) }];

  it('is left alone where the request fits', () => {
    const { request, adaptations, fits } = adapted(quirk, facts, { messages: words(3_000) });
    expect([request.contextWindow, adaptations, fits]).toEqual([undefined, [], true]);
  });

  it('is raised to a power of two that the request fits, and told', () => {
    const { request, adaptations } = adapted(quirk, facts, { messages: words(6_000) });
    expect(request.contextWindow).toBe(8_192);
    expect(adaptations).toMatchObject([
      { parameter: 'contextWindow', action: 'inserted', requested: null, sent: 8_192, lossless: true },
    ]);
  });

  it('is raised no further than the model goes', () => {
    expect(adapted(quirk, facts, { messages: words(33_000) }).request.contextWindow).toBe(40_000);
    expect(() => adapted(quirk, facts, { messages: words(60_000) })).toThrow(
      expect.objectContaining({ code: 'CONTEXT_WINDOW_EXCEEDED' }),
    );
  });

  it('makes room for the output too, within reason', () => {
    const output = (maxOutputTokens: number) => adapted(quirk, facts, { parameters: { maxOutputTokens } });
    expect(output(6_000).request).toMatchObject({ contextWindow: 8_192, parameters: { maxOutputTokens: 6_000 } });
    const { request, adaptations } = output(100_000);
    expect(request.contextWindow).toBe(16_384);
    expect(request.parameters.maxOutputTokens).toBeLessThan(16_384);
    expect(adaptations.map(({ parameter, action }) => `${parameter} ${action}`)).toContain('maxOutputTokens clamped');
  });

  it('is what the caller asks for, within what the model can', () => {
    const asked = (num_ctx: number) =>
      adapted(quirk, facts, { messages: words(6_000), providerOptions: { num_ctx, min_p: 0.1 } });
    expect(asked(20_000)).toMatchObject({ adaptations: [], fits: true });
    expect(asked(90_000)).toMatchObject({
      request: { contextWindow: 40_000, providerOptions: { min_p: 0.1 } },
      adaptations: [{ parameter: 'contextWindow', action: 'clamped', requested: 90_000, sent: 40_000 }],
    });
    expect(() => asked(4_096)).toThrow(expect.objectContaining({ code: 'CONTEXT_WINDOW_EXCEEDED' }));
  });

  it('is asked for again where no more than a part of it is certain', () => {
    const certain: Quirk = { ...quirk, certain: 4_096 };
    const now = { contextWindow: 16_384, largestContextWindow: 16_384 };
    expect(adapted(certain, now, { messages: words(3_000) }).request.contextWindow).toBeUndefined();
    const { request, adaptations } = adapted(certain, now, { messages: words(6_000) });
    expect(request.contextWindow).toBe(16_384);
    expect(adaptations).toMatchObject([
      { parameter: 'contextWindow', action: 'inserted', sent: 16_384, lossless: true },
    ]);
    expect(adapted(quirk, now, { messages: words(6_000) }).adaptations).toEqual([]);
  });

  it('stays as it is where the server does not say how far it goes', () => {
    expect(() => adapted(quirk, { contextWindow: 4_096 }, { messages: words(6_000) })).toThrow(
      expect.objectContaining({ code: 'CONTEXT_WINDOW_EXCEEDED' }),
    );
  });
});

describe('a server that answers to any name', () => {
  const quirk: Quirk = { kind: 'unchecked-model' };

  it('is told of where it says that it has no such model, and nowhere else', () => {
    expect(adapted(quirk, { exists: false }).adaptations).toMatchObject([
      { parameter: 'model', action: 'reported', requested: 'any', sent: 'any', lossless: false },
    ]);
    expect(adapted(quirk, { exists: true }).adaptations).toEqual([]);
    expect(adapted(quirk, {}).adaptations).toEqual([]);
  });
});
