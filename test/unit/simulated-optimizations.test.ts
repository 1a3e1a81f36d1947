import { describe, expect, test } from '@jest/globals';
import { optimizationTrials } from '../support/optimization-trials.js';

/** How many of so many trials fall out with a chance of at most one in ten thousand if each does so with `chance`. */
function unlikely(trials: number, chance: number): number {
  let [term, below] = [(1 - chance) ** trials, 0];
  for (let count = 0; ; count += 1) {
    below += term;
    if (below >= 1 - 1e-4) return count + 1;
    term *= ((trials - count) / (count + 1)) * (chance / (1 - chance));
  }
}

/** `node dist/bench/statistics.js` runs 2,000 of each, by kind of score, size and base rate. */
describe('simulated optimizations', () => {
  test('with no true difference seldom claim one, and hold the truth', async () => {
    const trials = await optimizationTrials({ runs: 120, effect: 0, tested: true, taskCalls: 100 });
    expect(trials.tried / trials.runs).toBeGreaterThan(3);
    expect(trials.chosen / trials.runs).toBeGreaterThan(0.3);
    expect(trials.improved).toBeLessThan(unlikely(trials.runs, 0.05));
    for (const { held, of } of [trials.scores, trials.gains]) expect(of - held).toBeLessThan(unlikely(of, 0.07));
  });

  test('without a test split seldom claim one either, though validation looks better', async () => {
    const trials = await optimizationTrials({ runs: 120, effect: 0, tested: false, taskCalls: 120 });
    expect(trials.improved).toBeLessThan(unlikely(trials.runs, 0.05));
    expect(trials.gains.of - trials.gains.held).toBeLessThan(unlikely(trials.gains.of, 0.05));
  });

  test('with true differences find most of them, and hold the gain', async () => {
    const trials = await optimizationTrials({ runs: 90, effect: 0.4, tested: true, taskCalls: 120 });
    expect(trials.improved / trials.runs).toBeGreaterThan(0.4);
    for (const { held, of } of [trials.scores, trials.gains]) expect(of - held).toBeLessThan(unlikely(of, 0.07));
  });
});
