import { Results } from './results.js';
import type { Outcome } from './run-match.js';
import { shown, stratifiedMean, type Estimate } from './stratified-mean.js';

type Cell = (contestant: string, budget: number) => string;

function table(title: string, results: Results, contestants: readonly string[], cell: Cell): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const calls = results.budgets.map((budget) => `${budget} calls`);
  return [
    `### ${title}`,
    '',
    line(['contestant', ...calls]),
    line(['---', ...calls.map(() => '---')]),
    ...contestants.map((name) => line([name, ...results.budgets.map((budget) => cell(name, budget))])),
    '',
  ].join('\n');
}

/** Tables of everything measured; differences are paired by setting and seed with those of `against`. */
export function report(outcomes: readonly Outcome[], against: string): string {
  const results = new Results(outcomes);
  const others = results.contestants.filter((name) => name !== against && name !== 'baseline');
  const settings = results.settings.length;
  const over = `${settings} setting${settings === 1 ? '' : 's'}, ${results.seeds.length} seed${results.seeds.length === 1 ? '' : 's'}`;
  const of = (value: (outcome: Outcome) => number, name: string, budget: number, within?: readonly string[]) =>
    stratifiedMean(
      results.strata((setting, seed) => {
        const outcome = results.of(name, setting, budget, seed);
        return outcome === undefined ? undefined : value(outcome);
      }, within),
    );
  const ahead = (
    score: (setting: string, seed: number, budget: number) => number | undefined,
    budget: number,
  ): Estimate | undefined =>
    stratifiedMean(
      results.strata((setting, seed) => {
        const [ours, theirs] = [score(setting, seed, budget), results.of(against, setting, budget, seed)];
        return ours === undefined || theirs === undefined ? undefined : ours - theirs.test;
      }),
    );
  const paired = results.contestants.includes(against) && others.length > 0;
  const parts = [
    `Simulated models and prices: ${over}; mean ± standard error over seeds. No test example was shown to a contestant.\n`,
    table('Test score', results, results.contestants, (name, budget) => shown(of(({ test }) => test, name, budget))),
    ...(paired
      ? [
          table(`Test score less that of ${against}, paired by setting and seed`, results, others, (name, budget) =>
            shown(
              ahead((setting, seed) => results.of(name, setting, budget, seed)?.test, budget),
              { signed: true },
            ),
          ),
          table(`The same for the dollars that ${against} spent`, results, others, (name, budget) =>
            shown(
              ahead((setting, seed) => {
                const usd = results.of(against, setting, budget, seed)?.usd;
                return usd === undefined ? undefined : results.scoreAt(usd, name, setting, seed);
              }, budget),
              { signed: true },
            ),
          ),
        ]
      : []),
    table(
      'Spent: task calls + proposals, thousands of tokens, dollars',
      results,
      results.contestants,
      (name, budget) => {
        const [tasks, proposals, tokens, usd] = [
          of(({ taskCalls }) => taskCalls, name, budget),
          of(({ proposalCalls }) => proposalCalls, name, budget),
          of(({ tokens }) => tokens, name, budget),
          of(({ usd }) => usd, name, budget),
        ].map((estimate) => estimate?.mean ?? 0) as [number, number, number, number];
        return `${tasks.toFixed(0)} + ${proposals.toFixed(0)}, ${(tokens / 1000).toFixed(0)}k, $${usd.toFixed(3)}`;
      },
    ),
    table(
      'Points of test score above the baseline for a dollar',
      results,
      [...others, ...(paired ? [against] : [])],
      (name, budget) =>
        shown(
          stratifiedMean(
            results.strata((setting, seed) => {
              const [own, base] = [
                results.of(name, setting, budget, seed),
                results.of('baseline', setting, budget, seed),
              ];
              return own === undefined || base === undefined || own.usd === 0
                ? undefined
                : (100 * (own.test - base.test)) / own.usd;
            }),
          ),
          { digits: 0 },
        ),
    ),
    ...(settings > 1
      ? results.settings.map((setting) =>
          table(`${setting}: test score`, results, results.contestants, (name, budget) =>
            shown(of(({ test }) => test, name, budget, [setting])),
          ),
        )
      : []),
  ];
  return parts.join('\n');
}
