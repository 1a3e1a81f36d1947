import { effectiveSize } from './effective-size.js';
import type { Interval } from './interval.js';
import { normalQuantile } from './normal-quantile.js';

const HALVINGS = 50;

/** Where a falling function crosses `level`. */
function crossing(falling: (at: number) => number, level: number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (falling(middle) > level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Tango's score of a supposed gain (1998): how far the observed one is from it, in the errors that would then be likely. */
const scoreOfGain = (ups: number, downs: number, count: number) => (gain: number) => {
  const b = (2 * count - ups + downs) * gain - ups - downs;
  const lost = (Math.sqrt(Math.max(0, b ** 2 + 8 * count * downs * gain * (1 - gain))) - b) / (4 * count);
  const spread = count * (2 * lost + gain * (1 - gain));
  const off = ups - downs - count * gain;
  if (spread < 1e-14) return off >= 0 ? Infinity : -Infinity;
  return off / Math.sqrt(spread);
};

/**
 * The mean difference of two prompts over the same examples, each difference from -1 to 1, with its interval: Tango's score
 * interval of paired shares, over the effective number of pairs where scores are graded.
 */
export function pairedGain(differences: readonly number[], level = 0.95): Interval {
  const count = differences.length;
  if (count === 0) return { mean: 0, low: -1, high: 1 };
  const sum = (of: (value: number) => number) => differences.reduce((total, value) => total + of(value), 0);
  const [ups, downs] = [sum((value) => Math.max(0, value)), sum((value) => Math.max(0, -value))];
  const centre = (ups - downs) / count;
  const spread = sum((value) => (value - centre) ** 2) / count;
  const size = effectiveSize(count, spread, (ups + downs) / count - centre ** 2, level);
  const z = normalQuantile((1 + level) / 2);
  // The score is symmetric under swapping the prompts in theory; solved once for both sides, it is so to the last digit.
  const arm = (gained: number, lost: number) => {
    const [up, down] = [(gained / count) * size, (lost / count) * size];
    return crossing(scoreOfGain(up, down, size), z, -1, (up - down) / size);
  };
  return {
    mean: centre,
    low: Math.min(centre, arm(ups, downs)),
    high: Math.max(centre, -arm(downs, ups)),
  };
}
