import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import { scoreOf } from '../../src/use-cases/optimization/score-of.js';
import { verdictOf } from '../../src/use-cases/optimization/verdict-of.js';

/** `ups` examples that only the candidate gets right, `downs` that only the baseline does, and as many more right with both. */
function sheets(ups: number, downs: number, both = 20) {
  const scores = (right: (index: number) => boolean) =>
    new Map(Array.from({ length: ups + downs + both }, (_, index) => [`example-${index}`, Number(right(index))]));
  return {
    best: scores((index) => index < ups || index >= ups + downs),
    baseline: scores((index) => index >= ups),
  };
}

function verdict(
  counts: readonly [number, number, number?],
  options: { readonly split?: 'test' | 'validation'; readonly compared?: number; readonly seen?: boolean } = {},
) {
  const { best, baseline } = sheets(...counts);
  const { split = 'test', compared, seen } = options;
  const random = seededRandom('verdict');
  return verdictOf({
    best: scoreOf(split, best, baseline, random, compared),
    baseline: scoreOf(split, baseline, undefined, random),
    usdPerCall: 0.002,
    tried: '12 candidates tried',
    ending: 'The budget ended the search.',
    ...(seen === undefined ? {} : { seen }),
  });
}

describe('a verdict', () => {
  test('is improved where the held-out gain is no accident', () => {
    const { kind, improved, winner, toDecide, summary } = verdict([15, 2]);
    expect({ kind, improved, winner, toDecide }).toEqual({
      kind: 'improved',
      improved: true,
      winner: 'candidate',
      toDecide: undefined,
    });
    expect(summary).toMatch(/^Improved from 0.595 to 0.946 on 37 held-out test examples; gain \+0.351 \(95% interval /);
  });

  test('is not proven where it could be, with what would decide', () => {
    const { kind, improved, winner, toDecide, summary } = verdict([6, 2]);
    expect({ kind, improved, winner }).toEqual({ kind: 'not-proven', improved: false, winner: 'candidate' });
    expect(toDecide!.examples).toBeGreaterThan(20);
    expect(toDecide!.calls).toBe(2 * toDecide!.examples);
    expect(toDecide!.usd).toBeCloseTo(toDecide!.calls * 0.002);
    expect(summary).toContain(
      `about ${toDecide!.examples} more test examples (${toDecide!.usd!.toFixed(2)} US dollars) would decide`,
    );
  });

  test('is no improvement where the gain did not hold up, or where nothing was found', () => {
    expect(verdict([2, 5])).toMatchObject({ kind: 'no-improvement', improved: false, winner: 'baseline' });
    expect(verdict([2, 5]).toDecide).toBeUndefined();
    const none = verdictOf({ baseline: undefined, tried: 'nothing tried', ending: '' });
    expect(none).toMatchObject({ kind: 'no-improvement', winner: 'baseline' });
  });

  test('without a test split asks for more, the more there were to choose from', () => {
    const of = (compared: number) => verdict([10, 1], { split: 'validation', compared });
    expect(verdict([10, 1]).improved).toBe(true);
    expect(of(1).improved).toBe(true);
    expect(of(500)).toMatchObject({ kind: 'not-proven', winner: 'candidate' });
    expect(of(500).summary).toContain('chose among 500 candidates');
    // None of those examples can be used again.
    expect(of(500).toDecide!.examples).toBeGreaterThan(5);
  });

  test('without a test split proves nothing on examples that prompts were written from', () => {
    const { kind, summary } = verdict([30, 0], { split: 'validation', compared: 1, seen: true });
    expect(kind).toBe('not-proven');
    expect(summary).toContain('written from the examples that chose among them');
    expect(verdict([30, 0], { seen: true }).kind).toBe('improved');
  });
});
