import { parseArgs } from 'node:util';
import { quotedRun } from '../../test/support/quoted-run.js';
import { settings } from '../optimizers/settings.js';
import { planRun } from './plan-run.js';
import { reportOf, type QuotedOutcome } from './report.js';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '300' },
    from: { type: 'string', default: '1' },
    calls: { type: 'string', default: '1000' },
    each: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);
if (options.help) {
  print(
    'node dist/bench/quotes/main.js [--runs 300] [--from 1] [--calls 1000] [--each]\nQuotes optimizations, runs them on simulated models in virtual time, and prints how often the real spend was inside the quote.',
  );
  process.exit(0);
}

/** Tasks whose runs were not looked at when the forecast was fitted. */
const heldOut = /gsm8k|geometric|neighbour\/tickets/;
const here = settings.filter(({ missing }) => missing === undefined);
const outcomes: QuotedOutcome[] = [];
let refused = 0;
for (let seed = Number(options.from); seed < Number(options.from) + Number(options.runs); seed += 1) {
  const { setting, ...plan } = planRun(seed, here, Number(options.calls));
  const run = await quotedRun(plan);
  if (run === undefined) {
    refused += 1;
    continue;
  }
  const outcome = { ...run, setting, heldOut: heldOut.test(setting), strategy: plan.strategy, budget: plan.budget };
  outcomes.push(outcome);
  if (options.each)
    print(JSON.stringify({ seed, ...outcome, sizes: run.sizes, prices: plan.prices, longest: plan.longest }));
}
for (const line of reportOf(outcomes)) print(line);
print(`${refused} of ${options.runs} budgets were refused as too small. Models, speeds and faults are simulated.`);
