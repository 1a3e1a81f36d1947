import { describe, expect, test } from '@jest/globals';
import type { SpendRow } from '../../src/usage/ledger.js';
import { forecastOf } from '../../src/use-cases/optimization/forecast-of.js';
import { savingsOf } from '../../src/use-cases/optimization/savings-of.js';

const row = (given: Partial<SpendRow>): SpendRow => ({
  model: 'plain/small',
  purpose: 'task',
  calls: 0,
  cachedCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  usd: 0,
  unpricedCalls: 0,
  estimatedCalls: 0,
  ...given,
});
const unlimited = { maxCalls: null, maxTaskCalls: null, maxUsd: null, maxTokens: null };
const scored = (index: number, examples: number, model = 'plain/small') => ({
  index,
  model,
  validation: { split: 'validation' as const, mean: 0.5, low: 0, high: 1, examples },
});

describe('what was saved', () => {
  test('counts answers used again, and examples that dropped candidates were not run on, at mean prices', () => {
    const rows = [
      row({ calls: 100, usd: 2, cachedCalls: 10 }),
      row({ purpose: 'test', calls: 40, usd: 1.2, cachedCalls: 5 }),
      row({ purpose: 'proposal', model: 'plain/large', calls: 4, usd: 4 }),
    ];
    const candidates = [scored(0, 20), scored(1, 5), scored(2, 50), { index: 3, model: 'plain/small' }];
    const saved = savingsOf(rows, candidates, 50);
    expect(saved.cachedCalls).toBe(15);
    expect(saved.cachedUsd).toBeCloseTo(10 * 0.02 + 5 * 0.03);
    // The baseline is no candidate that could be dropped.
    expect(saved.droppedCalls).toBe(45 + 0 + 50);
    expect(saved.droppedUsd).toBeCloseTo(95 * 0.02);
  });

  test('has no price where none is known, and is nothing where nothing was', () => {
    const rows = [row({ calls: 10, unpricedCalls: 10, cachedCalls: 1 })];
    expect(savingsOf(rows, [scored(0, 9), scored(1, 4)], 9)).toEqual({ cachedCalls: 1, droppedCalls: 5 });
    expect(savingsOf([], [], 9)).toEqual({ cachedCalls: 0, cachedUsd: 0, droppedCalls: 0, droppedUsd: 0 });
  });
});

describe('the forecast', () => {
  const rows = [
    row({ calls: 80, usd: 1.6, inputTokens: 8_000, outputTokens: 800 }),
    row({ purpose: 'proposal', calls: 20, usd: 1.4, inputTokens: 9_000, outputTokens: 2_200 }),
  ];
  test.each([
    ['calls', { ...unlimited, maxCalls: 50 }, undefined, 50],
    ['runs of the prompt', { ...unlimited, maxTaskCalls: 40 }, undefined, 50],
    ['dollars', { ...unlimited, maxUsd: 0.3 }, undefined, 10],
    ['tokens', { ...unlimited, maxTokens: 2_000 }, undefined, 10],
    ['time', { ...unlimited, maxCalls: 500 }, 230, 15],
    ['what is used up', { ...unlimited, maxCalls: -2, maxUsd: 1 }, undefined, 0],
  ] as const)('goes by the mean so far and the nearest limit: %s', (_, left, maxSeconds, calls) => {
    const forecast = forecastOf({ left, rows, secondsUsed: 200, ...(maxSeconds === undefined ? {} : { maxSeconds }) })!;
    expect(forecast.calls).toBe(calls);
    expect(forecast.usd).toBeCloseTo(calls * 0.03);
    expect(forecast.seconds).toBeCloseTo(calls * 2);
  });

  test('is nothing before the first call, and no price where none is known', () => {
    expect(forecastOf({ left: { ...unlimited, maxCalls: 5 }, rows: [], secondsUsed: 1 })).toBeUndefined();
    const unpriced = [row({ calls: 2, unpricedCalls: 2 })];
    const forecast = forecastOf({ left: { ...unlimited, maxCalls: 5 }, rows: unpriced, secondsUsed: 1 });
    expect(forecast).toEqual({ calls: 5, seconds: 2.5 });
  });
});
