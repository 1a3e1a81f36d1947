import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import { pairedGain } from '../../src/optimization/statistics/paired-gain.js';
import { pairedTest } from '../../src/optimization/statistics/paired-test.js';
import { planRepeats } from '../../src/optimization/statistics/plan-repeats.js';
import { scoreInterval } from '../../src/optimization/statistics/score-interval.js';
import { examplesToDecide } from '../../src/optimization/statistics/examples-to-decide.js';
import { normalQuantile } from '../../src/optimization/statistics/normal-quantile.js';
import { tQuantile } from '../../src/optimization/statistics/t-quantile.js';
import { betaDraw } from '../support/simulated-optimization.js';

const random = seededRandom('statistics');
const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });
const differences = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 });

/** Share of intervals over samples drawn that hold the truth. */
const coverage = (
  truth: number,
  draw: () => readonly number[],
  interval: (sample: readonly number[]) => { low: number; high: number },
) => {
  let held = 0;
  for (let time = 0; time < 1_000; time += 1) {
    const { low, high } = interval(draw());
    if (low <= truth && truth <= high) held += 1;
  }
  return held / 1_000;
};
/** As often as promised, but for the luck of 1,000 draws (4 standard errors) and for few outcomes being possible at all. */
const expectCoverage = (held: number) => {
  expect(held).toBeGreaterThan(0.93 - 0.033);
  expect(held).toBeLessThan(0.97 + 0.022);
};
const sample = (count: number, one: () => number) => Array.from({ length: count }, one);

describe('intervals', () => {
  test('hold the mean, lie in range and have width', () => {
    fc.assert(
      fc.property(scores, (values) => {
        const { mean, low, high } = scoreInterval(values);
        expect(low).toBeLessThanOrEqual(mean);
        expect(high).toBeGreaterThanOrEqual(mean);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(high - low).toBeGreaterThan(0);
      }),
    );
  });

  test.each([0, 1, 0.5])('of few equal scores of %d are wide', (value) => {
    const { low, high } = scoreInterval([value, value, value]);
    expect(high - low).toBeGreaterThan(0.4);
  });

  const graded = (mean: number, alike: number) => () => betaDraw(alike * mean, alike * (1 - mean), random);
  test.each([
    ['right or wrong, evenly', 0.5, () => Number(random.next() < 0.5)],
    ['right or wrong, mostly wrong', 0.1, () => Number(random.next() < 0.1)],
    ['graded', 0.5, graded(0.5, 5)],
    ['graded, skewed', 0.1, graded(0.1, 5)],
    ['graded, hardly spread', 0.8, graded(0.8, 50)],
    ['mostly nothing, some in between', 0.1, () => (random.next() < 0.2 ? random.next() : 0)],
  ] as const)('cover the mean of scores that are %s', (_, truth, one) => {
    for (const count of [30, 100]) expectCoverage(coverage(truth, () => sample(count, one), scoreInterval));
  });

  const moves = (up: number, down: number) => () => {
    const at = random.next();
    return at < up ? 1 : at < up + down ? -1 : 0;
  };
  test.each([
    ['no gain, many moved', 0, moves(0.25, 0.25)],
    ['some gain', 0.2, moves(0.3, 0.1)],
    ['only gains', 0.1, moves(0.1, 0)],
    ['graded differences', 0.1, () => 0.1 + 0.4 * (random.next() - 0.5)],
    ['nearly equal differences', 0.3, () => 0.3 + 0.02 * (random.next() - 0.5)],
    ['few graded gains', 0.06, () => (random.next() < 0.12 ? random.next() : 0)],
  ] as const)('cover the gain of pairs with %s', (_, truth, one) => {
    for (const count of [40, 100]) expectCoverage(coverage(truth, () => sample(count, one), pairedGain));
  });

  test('of higher levels are wider and cover more', () => {
    const values = sample(40, () => random.next());
    const [usual, wide] = [scoreInterval(values), scoreInterval(values, 0.995)];
    expect(wide.low).toBeLessThan(usual.low);
    expect(wide.high).toBeGreaterThan(usual.high);
    const held = coverage(
      0,
      () => sample(40, moves(0.2, 0.2)),
      (drawn) => pairedGain(drawn, 0.995),
    );
    expect(held).toBeGreaterThan(0.985);
  });

  test('shrink as examples are added', () => {
    fc.assert(
      fc.property(scores, differences, fc.integer({ min: 2, max: 5 }), (values, gains, times) => {
        const repeated = <T>(items: readonly T[]) => Array.from({ length: times }, () => items).flat();
        const width = ({ low, high }: { low: number; high: number }) => high - low;
        expect(width(scoreInterval(repeated(values)))).toBeLessThanOrEqual(width(scoreInterval(values)) + 1e-9);
        expect(width(pairedGain(repeated(gains)))).toBeLessThanOrEqual(width(pairedGain(gains)) + 1e-9);
      }),
    );
  });

  test('of paired gains are symmetric, and rise with the differences', () => {
    fc.assert(
      fc.property(differences, (values) => {
        const gain = pairedGain(values);
        const loss = pairedGain(values.map((value) => -value));
        expect(loss.mean).toBeCloseTo(-gain.mean, 9);
        expect(loss.low).toBeCloseTo(-gain.high, 9);
        expect(gain.low).toBeLessThanOrEqual(gain.mean);
        const less = pairedGain(values.map((value) => value / 2));
        expect(Math.abs(less.mean)).toBeLessThanOrEqual(Math.abs(gain.mean));
      }),
    );
    const one = (ups: number) => pairedGain([...Array<number>(ups).fill(1), ...Array<number>(20 - ups).fill(0)]);
    for (let ups = 1; ups <= 20; ups += 1) expect(one(ups).low).toBeGreaterThan(one(ups - 1).low);
  });

  test('of no difference at all still have width', () => {
    const { low, high } = pairedGain([0, 0, 0, 0, 0]);
    expect(low).toBeLessThan(-0.1);
    expect(high).toBeGreaterThan(0.1);
  });

  test.each([
    [1, 12.706],
    [10, 2.228],
    [11, 2.201],
    [20, 2.086],
    [30, 2.042],
    [120, 1.98],
  ])('t of %d degrees is %d', (degrees, value) => {
    expect(tQuantile(degrees)).toBeCloseTo(value, 3);
  });

  test.each([
    [3, 0.99, 5.841],
    [5, 0.999, 6.869],
    [20, 0.995, 3.153],
    [60, 0.9, 1.671],
  ])('t of %d degrees at level %d is %d', (degrees, level, value) => {
    expect(tQuantile(degrees, level)).toBeCloseTo(value, 2);
  });

  test('the normal quantile is known', () => {
    for (const [probability, value] of [
      [0.975, 1.959964],
      [0.5, 0],
      [0.001, -3.090232],
      [0.8, 0.841621],
    ] as const)
      expect(normalQuantile(probability)).toBeCloseTo(value, 6);
  });
});

describe('the paired test', () => {
  test('is 1 without a difference, small with many of one sign, and two-sided', () => {
    expect(pairedTest([0, 0, 0], random)).toBe(1);
    expect(pairedTest(Array<number>(10).fill(1), random)).toBeCloseTo(2 / 1024, 10);
    expect(pairedTest([1, 1, 1, -1], random)).toBeCloseTo(0.625, 10);
    expect(pairedTest([0.5, 0.2, 0.1], random)).toBeCloseTo(0.25, 10);
    expect(pairedTest([-0.5, -0.2, -0.1], random)).toBeCloseTo(0.25, 10);
  });

  test('is the same for the same seed, and near the exact one where it draws', () => {
    const values = sample(16, () => random.next() - 0.3);
    const drawn = pairedTest(values, seededRandom(1));
    expect(pairedTest(values, seededRandom(1))).toBe(drawn);
    expect(Math.abs(pairedTest(values, seededRandom(2)) - drawn)).toBeLessThan(0.03);
  });

  test('gives each p as often as it says, where nothing is different', () => {
    const ps = sample(400, () =>
      pairedTest(
        sample(12, () => random.next() - random.next()),
        random,
      ),
    );
    for (const level of [0.05, 0.2, 0.5, 0.8]) {
      const share = ps.filter((p) => p <= level).length / ps.length;
      expect(Math.abs(share - level)).toBeLessThan(4 * Math.sqrt((level * (1 - level)) / ps.length));
    }
  });

  test('rejects true equality at most 5 times in 100', () => {
    let rejected = 0;
    for (let time = 0; time < 1_000; time += 1) {
      if (
        pairedTest(
          sample(30, () => (random.next() < 0.3 ? (random.next() < 0.5 ? 1 : -1) : 0)),
          random,
        ) < 0.05
      )
        rejected += 1;
    }
    expect(rejected).toBeLessThanOrEqual(60);
  });
});

describe('what would decide', () => {
  test('is as many examples as show a true gain of that size four times in five', () => {
    const drawn = (count: number) =>
      pairedGain(sample(count, () => 0.1 + 0.5 * (random.next() - 0.5) * Math.sqrt(12) * 0.8));
    const pilot = drawn(40);
    const needed = examplesToDecide({ ...pilot, mean: 0.1 }, 40)!;
    expect(needed).toBeGreaterThan(60);
    const shown = sample(300, () => Number(drawn(needed).low > 0)).reduce((sum, one) => sum + one, 0) / 300;
    expect(shown).toBeGreaterThan(0.6);
    expect(shown).toBeLessThan(0.95);
  });

  test('is nothing without a gain, and grows as the gain shrinks', () => {
    const around = (mean: number) => ({ mean, low: mean - 0.1, high: mean + 0.1 });
    expect(examplesToDecide(around(0), 50)).toBeUndefined();
    expect(examplesToDecide(around(-0.1), 50)).toBeUndefined();
    expect(examplesToDecide(around(1e-9), 50)).toBeUndefined();
    expect(examplesToDecide(around(0.05), 50)!).toBeGreaterThan(3.5 * examplesToDecide(around(0.1), 50)!);
  });
});

describe('repeats', () => {
  const plenty = { callsLeft: 10_000, examples: 50 };
  test.each([
    ['none without noise', { differencesVariance: 0.2, noiseVariance: 0, ...plenty }, 1],
    ['none for a little noise', { differencesVariance: 0.2, noiseVariance: 0.008, ...plenty }, 1],
    ['some where noise is a part', { differencesVariance: 0.2, noiseVariance: 0.05, ...plenty }, 3],
    ['most where noise is all', { differencesVariance: 0.2, noiseVariance: 0.1, ...plenty }, 5],
    ['what is paid for', { differencesVariance: 0.2, noiseVariance: 0.1, examples: 50, callsLeft: 199 }, 2],
    ['none where nothing is left', { differencesVariance: 0.2, noiseVariance: 0.1, examples: 50, callsLeft: 99 }, 1],
    ['none without examples', { differencesVariance: 0.2, noiseVariance: 0.1, examples: 0, callsLeft: 99 }, 1],
  ])('are planned: %s', (_, options, repeats) => expect(planRepeats(options)).toBe(repeats));

  test('never pass what is left, and never fall as more is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: 0, max: 0.25, noNaN: true }),
        fc.nat(5_000),
        fc.integer({ min: 1, max: 400 }),
        (differencesVariance, noiseVariance, callsLeft, examples) => {
          const plan = (left: number) => planRepeats({ differencesVariance, noiseVariance, callsLeft: left, examples });
          expect((plan(callsLeft) - 1) * 2 * examples).toBeLessThanOrEqual(callsLeft);
          expect(plan(callsLeft + 500)).toBeGreaterThanOrEqual(plan(callsLeft));
        },
      ),
    );
  });

  test('narrow the gain of a noisy model and leave the number of examples', () => {
    const width = (repeats: number) => {
      const { low, high } = pairedGain(
        sample(60, () => {
          const answers = () =>
            sample(repeats, () => Number(random.next() < 0.5)).reduce((sum, one) => sum + one / repeats, 0);
          return answers() - answers();
        }),
      );
      return high - low;
    };
    const mean = (repeats: number) => sample(20, () => width(repeats)).reduce((sum, one) => sum + one / 20, 0);
    expect(mean(4) / mean(1)).toBeLessThan(0.6);
  });
});
