import { readFileSync } from 'node:fs';
import { mean } from '../../../src/optimization/statistics/interval.js';
import { shown, stratifiedMean } from '../stratified-mean.js';

interface Row {
  readonly contestant: string;
  readonly task: string;
  readonly budget: number;
  readonly seed: number;
  readonly test?: number;
  readonly cost_usd?: number;
}

type Point = readonly [usd: number, score: number];

/** Mean test score over triage, report and tone by dollars spent, as optbench's README states them; nothing spent is its base. */
const published: Readonly<Record<string, readonly Point[]>> = {
  gepa: [
    [0, 0.306],
    [0.011, 0.671],
    [0.033, 0.719],
    [0.085, 0.77],
    [0.208, 0.805],
  ],
  'gepa-mb10': [
    [0, 0.306],
    [0.016, 0.74],
    [0.035, 0.773],
    [0.08, 0.8],
    [0.183, 0.819],
  ],
  'ax-gepa': [
    [0, 0.306],
    [0.026, 0.711],
    [0.07, 0.778],
    [0.11, 0.813],
    [0.115, 0.814],
  ],
  'ax-gepa-uncapped': [
    [0, 0.306],
    [0.026, 0.711],
    [0.07, 0.778],
    [0.162, 0.813],
    [0.359, 0.822],
  ],
};

/** On the line between two points; beyond the last, its score. */
export function scoreAt(usd: number, curve: readonly Point[]): number {
  const next = curve.findIndex(([at]) => at >= usd);
  if (next === -1) return curve.at(-1)![1];
  if (next === 0) return curve[0]![1];
  const [[fromUsd, from], [toUsd, to]] = [curve[next - 1]!, curve[next]!];
  return from + ((usd - fromUsd) / (toUsd - fromUsd)) * (to - from);
}

/** Each contestant of a file of results beside what others are published to reach for the same dollars. */
export function atEqualDollars(file: string): string {
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
  const done = rows.filter(({ test }) => test !== undefined);
  const names = Object.keys(published);
  const lines = [...new Set(done.map(({ contestant }) => contestant))].flatMap((contestant) =>
    [...new Set(done.map(({ budget }) => budget))]
      .toSorted((a, b) => a - b)
      .map((budget) => {
        const own = done.filter((row) => row.contestant === contestant && row.budget === budget);
        const tasks = [...new Set(own.map(({ task }) => task))];
        const score = stratifiedMean(
          tasks.map((task) => own.filter((row) => row.task === task).map(({ test }) => test!)),
        );
        const usd = mean(own.map(({ cost_usd: cost }) => cost ?? 0));
        const ahead = names.map((name) => {
          const gain = (score?.mean ?? 0) - scoreAt(usd, published[name]!);
          return `${gain < 0 ? '' : '+'}${gain.toFixed(3)}`;
        });
        return `| ${[contestant, budget, shown(score), `$${usd.toFixed(3)}`, ...ahead].join(' | ')} |`;
      }),
  );
  return [
    '## mean test score, and how far ahead of others as published, for the same dollars (simulated prices)',
    `| contestant | budget | score | spent | ${names.map((name) => `less ${name}`).join(' | ')} |`,
    `|${'---|'.repeat(4 + names.length)}`,
    ...lines,
    '',
  ].join('\n');
}
