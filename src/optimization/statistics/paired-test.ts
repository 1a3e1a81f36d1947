import type { SeededRandom } from '../seeded-random.js';

const MOST_EXACT = 14;
const DRAWS = 9_999;
const TINY = 1e-9;

/** Two-sided binomial: how often a fair coin falls at least as one-sidedly. */
function binomial(ups: number, count: number): number {
  const extreme = Math.max(ups, count - ups);
  let term = 0.5 ** count;
  let tail = 0;
  for (let k = 0; k <= count; k += 1) {
    if (k >= extreme) tail += term;
    term = (term * (count - k)) / (k + 1);
  }
  return Math.min(1, 2 * tail);
}

/**
 * How likely differences at least as large would be if neither prompt were better, two-sided: each difference could as
 * well have had the other sign. Exact for equal sizes and for few differences, drawn by the seed for many.
 */
export function pairedTest(differences: readonly number[], random: SeededRandom): number {
  const moved = differences.filter((value) => Math.abs(value) > TINY);
  if (moved.length === 0) return 1;
  const size = Math.abs(moved[0]!);
  if (moved.length <= 1_000 && moved.every((value) => Math.abs(Math.abs(value) - size) < TINY)) {
    return binomial(moved.filter((value) => value > 0).length, moved.length);
  }
  const observed = Math.abs(moved.reduce((sum, value) => sum + value, 0)) - TINY;
  const sumOf = (up: (index: number) => boolean) =>
    Math.abs(moved.reduce((sum, value, index) => sum + (up(index) ? value : -value), 0));
  if (moved.length <= MOST_EXACT) {
    let hits = 0;
    for (let signs = 0; signs < 2 ** moved.length; signs += 1) {
      if (sumOf((index) => (signs >> index) % 2 === 1) >= observed) hits += 1;
    }
    return hits / 2 ** moved.length;
  }
  let hits = 1;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    let [sum, signs] = [0, 0];
    for (let index = 0; index < moved.length; index += 1) {
      // Of one random number, 32 signs.
      if (index % 32 === 0) signs = random.below(2 ** 32);
      sum += signs & 1 ? moved[index]! : -moved[index]!;
      signs >>>= 1;
    }
    if (Math.abs(sum) >= observed) hits += 1;
  }
  return hits / (DRAWS + 1);
}
