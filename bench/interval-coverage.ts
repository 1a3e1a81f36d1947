import { seededRandom } from '../src/optimization/seeded-random.js';
import type { Interval } from '../src/optimization/statistics/interval.js';
import { pairedGain } from '../src/optimization/statistics/paired-gain.js';
import { scoreInterval } from '../src/optimization/statistics/score-interval.js';
import { betaDraw } from '../test/support/simulated-optimization.js';

const sizes = [20, 50, 100, 300];
const random = seededRandom('interval coverage');
const chance = (share: number) => random.next() < share;
const fifths = (share: number) => [0, 0, 0, 0, 0].filter(() => chance(share)).length / 5;

interface Case {
  readonly name: string;
  readonly truth: number;
  readonly draw: () => number;
}

const scores: readonly Case[] = [0.05, 0.2, 0.5].flatMap((truth) => [
  { name: `right or wrong, mean ${truth}`, truth, draw: () => Number(chance(truth)) },
  { name: `five fields, mean ${truth}`, truth, draw: () => fifths(betaDraw(2 * truth, 2 * (1 - truth), random)) },
  { name: `graded, mean ${truth}`, truth, draw: () => betaDraw(5 * truth, 5 * (1 - truth), random) },
  { name: `nearly equal, mean ${truth}`, truth, draw: () => betaDraw(50 * truth, 50 * (1 - truth), random) },
  { name: `nothing or something, mean ${truth}`, truth, draw: () => (chance(2 * truth) ? random.next() : 0) },
]);

const moved = (up: number, down: number) => () => {
  const at = random.next();
  return at < up ? 1 : at < up + down ? -1 : 0;
};
const gains: readonly Case[] = [
  { name: 'pairs, half moved, no gain', truth: 0, draw: moved(0.25, 0.25) },
  { name: 'pairs, a tenth moved, no gain', truth: 0, draw: moved(0.05, 0.05) },
  { name: 'pairs, a fiftieth moved, no gain', truth: 0, draw: moved(0.01, 0.01) },
  { name: 'pairs, 30% gained and 10% lost', truth: 0.2, draw: moved(0.3, 0.1) },
  { name: 'pairs, 10% gained', truth: 0.1, draw: moved(0.1, 0) },
  { name: 'pairs, 3% gained', truth: 0.03, draw: moved(0.03, 0) },
  { name: 'five fields, no gain', truth: 0, draw: () => fifths(0.4) - fifths(0.4) },
  { name: 'five fields, few gained', truth: 0.06, draw: () => (chance(0.1) ? (1 + random.below(5)) / 5 : 0) },
  { name: 'graded, all a little better', truth: 0.1, draw: () => 0.1 + 0.2 * (random.next() - 0.5) },
  { name: 'graded, some much better', truth: 0.068, draw: () => (chance(0.3) ? betaDraw(1, 3, random) : -0.01) },
];

/** Share of 95% intervals over fresh samples that hold the true mean, by kind of score and number of examples. */
export function intervalCoverage(draws: number): readonly string[] {
  const share = ({ truth, draw }: Case, count: number, interval: (sample: readonly number[]) => Interval) => {
    let held = 0;
    for (let time = 0; time < draws; time += 1) {
      const { low, high } = interval(Array.from({ length: count }, draw));
      if (low <= truth + 1e-12 && truth <= high + 1e-12) held += 1;
    }
    return `${((100 * held) / draws).toFixed(1)}%`.padStart(7);
  };
  const lines = (cases: readonly Case[], interval: (sample: readonly number[]) => Interval) =>
    cases.map((one) => `${one.name.padEnd(44)} ${sizes.map((count) => share(one, count, interval)).join(' ')}`);
  return [
    `${'intervals alone: coverage with examples'.padEnd(44)} ${sizes.map((count) => String(count).padStart(7)).join(' ')}`,
    ...lines(scores, scoreInterval),
    ...lines(gains, pairedGain),
  ];
}
