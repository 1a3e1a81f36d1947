import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import { pairedGain } from '../../src/optimization/statistics/paired-gain.js';
import { pairedTest } from '../../src/optimization/statistics/paired-test.js';
import { scoreInterval } from '../../src/optimization/statistics/score-interval.js';
import { tQuantile } from '../../src/optimization/statistics/t-quantile.js';

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
  for (let time = 0; time < 2_000; time += 1) {
    const { low, high } = interval(draw());
    if (low <= truth && truth <= high) held += 1;
  }
  return held / 2_000;
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

  test.each([0.1, 0.5, 0.9])('cover a share of %d about 95 times in 100', (share) => {
    for (const count of [10, 40]) {
      const held = coverage(share, () => sample(count, () => Number(random.next() < share)), scoreInterval);
      // Wilson's own, on whole numbers of so few, lies between these.
      expect(held).toBeGreaterThan(0.905);
      expect(held).toBeLessThan(0.99);
    }
  });

  test('cover the mean of graded scores', () => {
    const held = coverage(0.5, () => sample(25, () => (random.next() + random.next()) / 2), scoreInterval);
    expect(held).toBeGreaterThan(0.93);
    expect(held).toBeLessThan(0.97);
  });

  test('of paired gains cover, with few and many discordant pairs', () => {
    for (const [up, down] of [
      [0.1, 0.1],
      [0.3, 0.1],
      [0.05, 0],
    ] as const) {
      const draw = () =>
        sample(40, () => {
          const at = random.next();
          return at < up ? 1 : at < up + down ? -1 : 0;
        });
      const held = coverage(up - down, draw, pairedGain);
      expect(held).toBeGreaterThan(0.925);
    }
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
    expect(tQuantile(degrees)).toBeCloseTo(value, 2);
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
