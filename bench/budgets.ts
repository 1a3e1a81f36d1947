import { parseArgs } from 'node:util';
import { budgetRuns } from '../test/support/budget-runs.js';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    one: { type: 'string' },
    help: { type: 'boolean' },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);
if (options.help) {
  print(
    'node dist/bench/budgets.js [--runs 1000] [--from 1]\nSimulated optimizations with random budgets, concurrency, faults and kills, counted by a provider in memory.',
  );
  process.exit(0);
}
const seeds = Array.from({ length: Number(options.runs) }, (_, index) => Number(options.from) + index);
const startedAt = performance.now();
const report = await budgetRuns(seeds, options.one === undefined ? undefined : (line) => print(line));
for (const line of report.lines) print(line);
print(
  `${report.violations.length} violations in ${seeds.length} simulated runs, ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
);
for (const violation of report.violations.slice(0, 40)) print(violation);
process.exitCode = report.violations.length > 0 ? 1 : 0;
