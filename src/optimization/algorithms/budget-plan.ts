import { mean } from '../statistics/interval.js';
import type { Cost, SearchLimits, TaskCost } from './search.js';

export interface Purchase {
  /** What was bought; bought once, however often it is named. */
  readonly key: string;
  readonly purpose: 'task' | 'proposal' | 'judge';
  readonly cost: TaskCost;
}

/** What a stage of the search may come to at most. */
export interface Hold {
  readonly tasks: number;
  readonly proposals: number;
}

const SLACK = 0.07;

/**
 * Plans by distinct calls, not by physical requests: retries and requests lost in a crash differ from run to run, and
 * must not steer the search. What is still under way counts at its most.
 */
export class BudgetPlan {
  /**
   * Calls kept for the end, where all that they buy is a better choice: requests that have to be made twice come out of
   * it, and not out of a race that is nearly over.
   */
  slack: number;

  private readonly bought = new Map<string, Purchase>();
  private readonly holds = new Set<Hold>();
  private readonly estimates: Readonly<Record<'task' | 'proposal', TaskCost>>;

  constructor(
    private readonly limits: SearchLimits,
    estimates: { readonly task: TaskCost; readonly proposal: Cost },
  ) {
    this.estimates = { task: estimates.task, proposal: { calls: 1, ...estimates.proposal } };
    this.slack = Number.isFinite(limits.calls) ? Math.ceil(limits.calls * SLACK) : 0;
  }

  hold(hold: Hold): () => void {
    this.holds.add(hold);
    return () => this.holds.delete(hold);
  }

  settle(purchases: readonly Purchase[]): void {
    for (const purchase of purchases) if (!this.bought.has(purchase.key)) this.bought.set(purchase.key, purchase);
  }

  get taskCallsBought(): number {
    return this.of('task').length;
  }

  /** Task calls of the whole search, with so many proposals among them. */
  get taskCallsPlanned(): number {
    return this.taskCallsBought + this.tasksLeft(1);
  }

  /** How many task calls can still be afforded after so many proposals; 0 or less where not even those can. */
  tasksLeft(proposals: number): number {
    const held = [...this.holds].reduce(
      (sum, hold) => ({ tasks: sum.tasks + hold.tasks, proposals: sum.proposals + hold.proposals }),
      { tasks: 0, proposals },
    );
    const by = (unit: keyof TaskCost, most = this.limits[unit]) => {
      if (most === Infinity) return Infinity;
      const each = this.each('task', unit);
      const left = most - this.spent(unit) - held.proposals * this.each('proposal', unit) - held.tasks * each;
      return each > 0 ? Math.floor(left / each) : Infinity;
    };
    const byTasks = this.limits.taskCalls - this.taskCallsBought - held.tasks;
    return Math.min(by('calls', this.limits.calls - this.slack), byTasks, by('usd'), by('tokens'));
  }

  private of(purpose: Purchase['purpose']): readonly Purchase[] {
    return [...this.bought.values()].filter((purchase) => purchase.purpose === purpose);
  }

  private spent(unit: keyof TaskCost): number {
    return [...this.bought.values()].reduce((sum, purchase) => sum + purchase.cost[unit], 0);
  }

  /**
   * The mean of the last ones, since prompts grow as they get better, with an answer's share of what judges took. How many
   * calls one takes is known beforehand, until it shows how often judges are spared an answer that they know.
   */
  private each(purpose: 'task' | 'proposal', unit: keyof TaskCost): number {
    const bought = this.of(purpose);
    const judged = purpose === 'task' ? this.of('judge').reduce((sum, { cost }) => sum + cost[unit], 0) : 0;
    const shared = bought.length === 0 ? 0 : judged / bought.length;
    if (unit === 'calls') return judged === 0 || bought.length < 20 ? this.estimates[purpose].calls : 1 + shared;
    const costs = bought.map((purchase) => purchase.cost[unit] + shared);
    if (costs.length >= 5) return mean(costs.slice(-40)) * 1.05;
    const estimate = this.estimates[purpose][unit];
    // A few proposals tell more than the estimate does; the first task calls are short ones.
    if (purpose === 'proposal') return mean([estimate, ...costs]) * 1.1;
    return Math.max(estimate, mean(costs));
  }
}
