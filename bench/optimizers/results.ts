import { mean } from '../../src/optimization/statistics/interval.js';
import type { Outcome } from './run-match.js';

/** Outcomes by who, where, how much and which seed. */
export class Results {
  private readonly byKey = new Map<string, Outcome>();
  readonly contestants: readonly string[];
  readonly settings: readonly string[];
  readonly budgets: readonly number[];
  readonly seeds: readonly number[];

  constructor(readonly outcomes: readonly Outcome[]) {
    const distinct = <T>(of: (outcome: Outcome) => T) => [...new Set(outcomes.map(of))];
    this.contestants = distinct(({ contestant }) => contestant);
    this.settings = distinct(({ model, task }) => `${model}/${task}`);
    this.budgets = distinct(({ budget }) => budget).toSorted((a, b) => a - b);
    this.seeds = distinct(({ seed }) => seed);
    for (const outcome of outcomes) {
      const { contestant, model, task, budget, seed } = outcome;
      this.byKey.set(JSON.stringify([contestant, `${model}/${task}`, budget, seed]), outcome);
    }
  }

  of(contestant: string, setting: string, budget: number, seed: number): Outcome | undefined {
    return this.byKey.get(JSON.stringify([contestant, setting, budget, seed]));
  }

  /** One list for each setting, of what is to be had for its seeds. */
  strata(of: (setting: string, seed: number) => number | undefined, settings = this.settings): number[][] {
    return settings.map((setting) =>
      this.seeds.flatMap((seed) => {
        const value = of(setting, seed);
        return value === undefined ? [] : [value];
      }),
    );
  }

  /**
   * The score at so many dollars: on the line through nothing spent and what was spent at each budget. Beyond its largest
   * budget that one's score stands, since nobody is made to spend more.
   */
  scoreAt(dollars: number, contestant: string, setting: string, seed: number): number | undefined {
    const points = this.budgets
      .flatMap((budget) => this.of(contestant, setting, budget, seed) ?? [])
      .toSorted((a, b) => a.usd - b.usd);
    if (points.length === 0) return undefined;
    const bases = this.budgets.flatMap((budget) => this.of('baseline', setting, budget, seed)?.test ?? []);
    let before = { usd: 0, test: bases.length > 0 ? mean(bases) : 0 };
    for (const point of points) {
      if (point.usd >= dollars) {
        const share = point.usd === before.usd ? 1 : (dollars - before.usd) / (point.usd - before.usd);
        return before.test + share * (point.test - before.test);
      }
      before = point;
    }
    return before.test;
  }
}
