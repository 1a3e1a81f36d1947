import { parseArgs } from 'node:util';
import { intervalCoverage } from './interval-coverage.js';
import { baseRates, optimizationTrials, testSizes, type Trials } from '../test/support/optimization-trials.js';
import { scoreKinds } from '../test/support/simulated-optimization.js';

const { values: options } = parseArgs({ options: { runs: { type: 'string', default: '2000' } } });
const runs = Number(options.runs);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const percent = (part: number, of: number) => `${((100 * part) / Math.max(1, of)).toFixed(1)}%`.padStart(7);

const row = (name: string, { chosen, improved, tried, repeats, scores, gains, runs: of }: Trials) =>
  print(
    `${name.padEnd(44)} ${String(of).padStart(5)} ${(tried / of).toFixed(1).padStart(6)} ${(repeats / Math.max(1, chosen)).toFixed(1).padStart(7)} ${percent(chosen, of)} ${percent(improved, of)} ${percent(scores.held, scores.of)} ${percent(gains.held, gains.of)}`,
  );

for (const line of intervalCoverage(runs)) print(line);
print('');
print('Simulated optimizations: the search, the final test and the verdict, over scores whose true means are known.');
print(
  `${'simulated'.padEnd(44)}  runs  tried repeats  chosen improv. scores-in gain-in   (share of 95% intervals that hold the truth)`,
);
for (const [name, effect] of [
  ['no true difference', 0],
  ['true differences', 0.4],
] as const) {
  for (const tested of [true, false]) {
    const where = `${name}, ${tested ? 'test split' : 'no test split'}`;
    row(where, await optimizationTrials({ runs, effect, tested }));
    const part = Math.ceil(runs / 4);
    for (const scores of scoreKinds)
      row(`  ${scores}`, await optimizationTrials({ runs: part, effect, tested, only: { scores } }));
    for (const test of testSizes)
      row(`  ${test} examples`, await optimizationTrials({ runs: part, effect, tested, only: { test } }));
    for (const base of baseRates)
      row(`  base rate ${base}`, await optimizationTrials({ runs: part, effect, tested, only: { base } }));
    row('  a large budget', await optimizationTrials({ runs: part, effect, tested, taskCalls: 1_500 }));
    if (tested)
      row('  a noisy model, with calls left', await optimizationTrials({ runs: part, effect, tested, noisyRounds: 4 }));
  }
}
