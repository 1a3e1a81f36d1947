import { expect, test } from '@jest/globals';
import { settings } from '../../bench/optimizers/settings.js';
import { planRun } from '../../bench/quotes/plan-run.js';
import { inside } from '../../bench/quotes/report.js';
import fc from 'fast-check';
import type { Quote } from '../../src/optimization/optimization-store.js';
import type { ModelFeature, ResolvedModel } from '../../src/sdk/index.js';
import { optimizationStrategies } from '../../src/use-cases/optimization/optimize-prompt-input.js';
import { planFinalTest } from '../../src/use-cases/optimization/plan-final-test.js';
import { quoteOf } from '../../src/use-cases/optimization/quote-of.js';
import { quotedRun, type Unit } from '../support/quoted-run.js';

const units: readonly Unit[] = ['calls', 'tokens', 'usd', 'seconds'];

/** `node dist/bench/quotes/main.js` runs hundreds, on real data too, and prints how wide the ranges are. */
test('a quote mostly holds what its run really takes, and says something', async () => {
  const here = settings.filter(({ name }) => /tickets|desk/.test(name));
  const misses = new Map<Unit, number>(units.map((unit) => [unit, 0]));
  const widths: number[] = [];
  let runs = 0;
  for (let seed = 1; seed <= 24; seed += 1) {
    const run = await quotedRun(planRun(seed, here, 150));
    if (run === undefined) continue;
    runs += 1;
    expect(run.status).toBe('succeeded');
    for (const unit of units) {
      const { low, high } = run.quote[unit]!;
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThan(Infinity);
      expect(low).toBeLessThanOrEqual(high);
      if (!inside(run, unit)) misses.set(unit, misses.get(unit)! + 1);
    }
    widths.push(run.quote.calls.high / run.quote.calls.low);
  }
  expect(runs).toBeGreaterThan(16);
  // With 9 in 10 inside, one in a thousand sets of runs would have more misses.
  for (const unit of units) expect({ unit, misses: misses.get(unit)! <= 8 }).toEqual({ unit, misses: true });
  expect(widths.toSorted((a, b) => a - b)[Math.floor(runs / 2)]).toBeLessThan(4);
});

test('a budget of dollars that cannot hold back the longest answer is refused, and told why', () => {
  const task = { usd: 0.001, tokens: 200 };
  const plan = (maxUsd: number) =>
    planFinalTest({ maxUsd, maxConcurrency: 8 }, { task, proposal: task }, 50, 2, { usd: 0.12, tokens: 9_000 });
  expect(() => plan(0.13)).toThrow(/0.14 US dollars. Of these, 9000 tokens or 0.12 US dollars .* longest answer/);
  expect(plan(0.14)).toBe(4);
  expect(plan(0.62)).toBe(50);
});

const model = (features: readonly ModelFeature[]) =>
  ({ ref: 'plain/small', features, price: { input: 1, output: 4 } }) as unknown as ResolvedModel;
const nothing = { calls: 0, usd: 0, tokens: 0 };

test('a quote is a range within the budget, whatever the budget', () => {
  const limit = (most: number) => fc.option(fc.integer({ min: 1, max: most }), { nil: undefined });
  fc.assert(
    fc.property(
      fc.record({
        maxCalls: limit(5_000),
        maxTaskCalls: limit(5_000),
        maxTokens: limit(10_000_000),
        maxUsd: limit(50),
      }),
      limit(5_000),
      fc.constantFrom(...optimizationStrategies),
      fc.nat(200),
      fc.boolean(),
      (limits, maxSeconds, strategy, tests, thinks) => {
        fc.pre(Object.values(limits).some((value) => value !== undefined));
        const of = (features: readonly ModelFeature[]) =>
          quoteOf({
            budget: { ...limits, ...(maxSeconds === undefined ? {} : { maxSeconds }), maxConcurrency: 8 },
            strategy,
            tests,
            sizes: { instruction: 40, fields: 30, input: 80, demonstration: 40, expected: 5, output: 18 },
            model: model(features),
            proposer: model(features),
            judging: { answer: nothing, calibration: nothing },
            priced: true,
          });
        const quote = of(thinks ? ['reasoning'] : []);
        const most = { calls: limits.maxCalls, tokens: limits.maxTokens, usd: limits.maxUsd, seconds: maxSeconds };
        for (const unit of units) {
          const { low, high } = quote[unit]!;
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeGreaterThanOrEqual(low);
          expect(high).toBeLessThanOrEqual(most[unit] ?? Number.MAX_VALUE);
        }
        // Nobody sees beforehand how long a model thinks.
        const widthOf = ({ tokens }: Quote) => tokens.high / Math.max(1, tokens.low);
        if (Object.values(limits).filter((value) => value !== undefined).length === 1 && limits.maxCalls !== undefined)
          expect(widthOf(of(['reasoning']))).toBeGreaterThanOrEqual(widthOf(of([])));
      },
    ),
  );
});
