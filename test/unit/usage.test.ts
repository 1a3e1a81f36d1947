import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TokenUsage } from '../../src/sdk/index.js';
import { believableUsage } from '../../src/usage/believable-usage.js';
import { costOf } from '../../src/usage/call-cost.js';
import { splitCost } from '../../src/usage/split-cost.js';
import { worstCase } from '../../src/usage/worst-case.js';

const count = fc.integer({ min: 0, max: 1_000_000_000 });
const dollars = fc.double({ min: 0, max: 1_000, noNaN: true });
const rates = {
  input: dollars,
  output: dollars,
  cachedInput: fc.option(dollars, { nil: undefined }),
  cacheWrite: fc.option(dollars, { nil: undefined }),
};
const price = fc.record(rates);
const usage = fc
  .record({ inputTokens: count, outputTokens: count, cached: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ inputTokens, outputTokens, cached }) => ({
    inputTokens,
    outputTokens,
    cachedInputTokens: Math.floor(inputTokens * cached),
    cacheWriteTokens: Math.floor((inputTokens * (1 - cached)) / 2) || undefined,
    reasoningTokens: 0,
  }));

describe('a cost', () => {
  it('is the sum of its sides, and never below zero', () => {
    fc.assert(
      fc.property(usage, price, (used, at) => {
        const cost = costOf(used, at)!;
        expect(cost.input).toBeGreaterThanOrEqual(0);
        expect(cost.output).toBeGreaterThanOrEqual(0);
        expect(cost.total).toBe(cost.input + cost.output);
      }),
    );
  });

  it('grows with every count, and shrinks with none but cheaper cached tokens', () => {
    fc.assert(
      fc.property(usage, price, count, (used, at, more) => {
        const cost = costOf(used, at)!.total;
        const bigger = { ...used, inputTokens: used.inputTokens + more, outputTokens: used.outputTokens + more };
        expect(costOf(bigger, at)!.total).toBeGreaterThanOrEqual(cost);
        const fresh = costOf(
          { ...used, cachedInputTokens: 0 },
          { ...at, cachedInput: Math.min(at.cachedInput ?? 0, at.input) },
        );
        const cached = costOf(used, { ...at, cachedInput: Math.min(at.cachedInput ?? 0, at.input) });
        expect(cached!.total).toBeLessThanOrEqual(fresh!.total * (1 + 1e-12));
      }),
    );
  });

  it('is as on the provider’s bill', () => {
    const used = { inputTokens: 1_000_000, cachedInputTokens: 400_000, outputTokens: 100_000, reasoningTokens: 50_000 };
    expect(costOf(used, { input: 2, output: 8, cachedInput: 0.5 })).toEqual({ input: 1.4, output: 0.8, total: 2.2 });
    expect(costOf(used, { input: 2, output: 8 })!.total).toBeCloseTo(2.8, 12);
    expect(costOf(used, undefined)).toBeNull();
  });

  it('counts what is written to a cache at its own rate, and never a token twice', () => {
    const used = { inputTokens: 10_000, cachedInputTokens: 6_000, outputTokens: 0, reasoningTokens: 0 };
    const at = { input: 3, output: 15, cachedInput: 0.3, cacheWrite: 3.75 };
    // 1,000 fresh at 3, 6,000 read at 0.3 and 3,000 written at 3.75 dollars a million.
    expect(costOf({ ...used, cacheWriteTokens: 3_000 }, at)!.input).toBeCloseTo(0.003 + 0.0018 + 0.01125, 12);
    // More than the rest of the input cannot have been written.
    expect(costOf({ ...used, cacheWriteTokens: 9_000 }, at)!.input).toBeCloseTo(0.0018 + 4_000 * 3.75e-6, 12);
    expect(costOf({ ...used, cacheWriteTokens: 3_000 }, { input: 3, output: 15 })!.input).toBeCloseTo(0.03, 12);
  });

  it('is that of the highest tier which the input passes, for the whole call', () => {
    const at = {
      input: 2,
      output: 10,
      cachedInput: 0.2,
      tiers: [
        { above: 500_000, input: 8, output: 40 },
        { above: 200_000, input: 4, output: 15, cachedInput: 0.4 },
      ],
    };
    const of = (inputTokens: number, cachedInputTokens = 0) =>
      costOf({ inputTokens, cachedInputTokens, outputTokens: 1_000_000, reasoningTokens: 0 }, at)!;
    expect(of(200_000)).toMatchObject({ input: 0.4, output: 10 });
    expect(of(200_001).output).toBe(15);
    expect(of(300_000, 100_000).input).toBeCloseTo(0.2 * 4 + 0.1 * 0.4, 12);
    expect(of(1_000_000, 500_000).input).toBeCloseTo(8, 12);
  });

  it('that was recorded as one sum is parted without a cent lost', () => {
    fc.assert(
      fc.property(dollars, usage, price, (usd, used, at) => {
        const { input, output, total, platform } = splitCost(usd, used, at);
        expect(total).toBe(usd);
        expect(platform).toBe(0);
        expect(Math.min(input, output)).toBeGreaterThanOrEqual(0);
        expect(input + output).toBeCloseTo(usd, 6);
      }),
    );
  });
});

describe('a reservation', () => {
  it('covers every answer within the limits that were estimated', () => {
    const limits = fc.record({
      maxOutputTokens: fc.option(fc.integer({ min: 1, max: 200_000 }), { nil: undefined }),
      n: fc.option(fc.integer({ min: 1, max: 16 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(limits, price, fc.integer({ min: 0, max: 300_000 }), random(), (parameters, at, input, share) => {
        const model = { maxOutputTokens: 32_000, contextWindow: 400_000, price: at };
        const reserved = worstCase({ parameters }, model, input);
        const most = (parameters.maxOutputTokens ?? 32_000) * (parameters.n ?? 1);
        const used = {
          inputTokens: input,
          outputTokens: Math.floor(most * share),
          cachedInputTokens: 0,
          cacheWriteTokens: Math.floor(input * share),
          reasoningTokens: 0,
        };
        expect(reserved.tokens).toBeGreaterThanOrEqual(used.inputTokens + used.outputTokens);
        expect(reserved.usd).toBeGreaterThanOrEqual(costOf(used, at)!.total);
      }),
    );
  });

  it('is finite and positive for a model of which nothing is known', () => {
    expect(worstCase({ parameters: {} }, {}, 100)).toEqual({ usd: null, tokens: 125 + 16_384 });
    expect(worstCase({ parameters: {} }, { contextWindow: 50 }, 100)).toEqual({ usd: null, tokens: 126 });
  });
});

describe('usage from a provider', () => {
  const estimate = () => ({ inputTokens: 7, outputTokens: 3 });
  it('is taken where it can be, with parts no larger than their whole', () => {
    fc.assert(
      fc.property(usage, count, (drawn, reasoning) => {
        const { inputTokens, outputTokens } = drawn;
        const used = { ...drawn, inputTokens: Math.max(1, inputTokens), outputTokens: Math.max(1, outputTokens) };
        const believed = believableUsage({ ...used, reasoningTokens: reasoning }, estimate);
        expect(believed).toEqual({
          ...used,
          reasoningTokens: Math.min(reasoning, used.outputTokens),
          estimated: false,
        });
      }),
    );
  });

  it('is replaced by the estimate, and marked so, where it is missing or cannot be', () => {
    const absurd = fc.oneof(
      fc.constantFrom(NaN, Infinity, -1, 1.5, 1e10, '12', null, undefined, {}),
      fc.integer({ max: -1 }),
      fc.double({ min: 1e9 + 1 }),
    );
    fc.assert(
      fc.property(absurd, fc.boolean(), (value, input) => {
        const given = { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0, reasoningTokens: 0 };
        const used = { ...given, [input ? 'inputTokens' : 'outputTokens']: value } as TokenUsage;
        expect(believableUsage(used, estimate)).toMatchObject({ inputTokens: 7, outputTokens: 3, estimated: true });
      }),
    );
    expect(believableUsage(undefined, estimate).estimated).toBe(true);
    const zero = { inputTokens: 0, outputTokens: 0, cachedInputTokens: 0, reasoningTokens: 0 };
    for (const used of [zero, { ...zero, inputTokens: 9 }, { ...zero, outputTokens: 9 }]) {
      expect(believableUsage(used, estimate).estimated).toBe(true);
    }
    expect(believableUsage({ ...zero, inputTokens: 9 }, () => ({ inputTokens: 7, outputTokens: 0 })).estimated).toBe(
      false,
    );
    expect(
      believableUsage({ ...zero, inputTokens: 900, outputTokens: 101 }, estimate, { atMost: 1_000 }).estimated,
    ).toBe(true);
    expect(
      believableUsage({ ...zero, inputTokens: 900, outputTokens: 100 }, estimate, { atMost: 1_000 }).estimated,
    ).toBe(false);
    const odd = { inputTokens: 5, outputTokens: 5, cachedInputTokens: -3, reasoningTokens: NaN };
    expect(believableUsage(odd, estimate)).toMatchObject({
      cachedInputTokens: 0,
      reasoningTokens: 0,
      estimated: false,
    });
  });
});

function random() {
  return fc.double({ min: 0, max: 1, noNaN: true });
}
