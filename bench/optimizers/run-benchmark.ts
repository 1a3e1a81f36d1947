import { appendFileSync, readFileSync } from 'node:fs';
import { ablations, contestants } from './contestants/contestants.js';
import type { Options } from './options.js';
import { report } from './report.js';
import { runMatch, type Outcome } from './run-match.js';
import { settings } from './settings.js';

const kept = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome);

/** Runs what the options ask for, one match after the other, and returns the tables. */
export async function runBenchmark(options: Options, tell: (line: string) => void): Promise<string> {
  if (options.report.length > 0) return report(options.report.flatMap(kept), options.against);
  const outcomes: Outcome[] = [];
  const taking = [...contestants, ...ablations].filter(({ name }) => options.contestants.includes(name));
  const skipped: string[] = [];
  for (const setting of settings.filter(({ name }) => options.settings.includes(name))) {
    if (setting.missing !== undefined) {
      skipped.push(`Skipped ${setting.name}: ${setting.missing}.`);
      continue;
    }
    const task = setting.task();
    for (const budget of options.budgets) {
      for (const seed of options.seeds) {
        for (const contestant of taking) {
          const outcome = await runMatch(contestant, setting.model, task, budget, seed);
          outcomes.push(outcome);
          if (options.out !== undefined) appendFileSync(options.out, `${JSON.stringify(outcome)}\n`);
        }
      }
      tell(`${setting.name}, ${budget} calls: done`);
    }
  }
  return [report(outcomes, options.against), ...skipped].join('\n');
}
