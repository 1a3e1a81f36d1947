import type { BudgetLeft, BudgetLimit } from '../../usage/ledger.js';

export interface Reserve {
  /** Test calls still to be made. */
  readonly tests: number;
  /** What one of them takes on average, with the judges that score it; one call where that is left out. */
  readonly each: { readonly usd: number; readonly tokens: number; readonly calls?: number };
}

/** Physical requests that are known to have been made twice, as a share, before there is anything to go by. */
const PRIOR = { sent: 40, again: 1 };

/** Requests that fail come in bursts. */
const CAUTION = 1.25;

/**
 * Keeps the final test's share of the budget from the search. Counts physical requests as this worker makes them and is
 * corrected by the ledger, which alone enforces the limits themselves.
 */
export class SpendGate {
  private sent = 0;
  private again = 0;
  private running = 0;
  private left: BudgetLeft;

  constructor(left: BudgetLeft) {
    this.left = left;
  }

  /** Whether dollars or tokens are limited, so that the most that a call can come to has to be known. */
  get weighs(): boolean {
    return this.left.maxUsd !== null || this.left.maxTokens !== null;
  }

  /** Of the limits, the one that leaves too little for the final test; undefined where the search may go on. */
  closed(reserve: Reserve): BudgetLimit | undefined {
    const rate = (this.again + PRIOR.again) / (this.sent + PRIOR.sent);
    const { tests, each } = reserve;
    const callsEach = each.calls ?? 1;
    const repeats = this.again === 0 ? 0 : Math.ceil((tests * callsEach + this.running) * rate * CAUTION);
    const calls = tests + repeats;
    const answers = tests + repeats / callsEach;
    const { maxCalls, maxTaskCalls, maxUsd, maxTokens } = this.left;
    if (maxCalls !== null && maxCalls <= Math.ceil(tests * callsEach) + repeats) return 'maxCalls';
    if (maxTaskCalls !== null && maxTaskCalls <= calls) return 'maxTaskCalls';
    if (maxUsd !== null && maxUsd <= answers * each.usd) return 'maxUsd';
    if (maxTokens !== null && maxTokens <= answers * each.tokens) return 'maxTokens';
    return undefined;
  }

  /** How many more tests are affordable, beside those reserved and what is under way. */
  beyond({ tests, each }: Reserve): number {
    const { maxCalls, maxTaskCalls, maxUsd, maxTokens } = this.left;
    const by = (limit: number | null, cost: number) => (limit === null || cost <= 0 ? Infinity : limit / cost);
    const affordable = Math.min(
      by(maxCalls, each.calls ?? 1),
      by(maxTaskCalls, 1),
      by(maxUsd, each.usd),
      by(maxTokens, each.tokens),
    );
    return Math.max(0, Math.floor(affordable) - tests - this.running);
  }

  /** `again`: the same was asked before, and failed. */
  starts(task: boolean, again: boolean): void {
    this.running += 1;
    if (again) this.again += 1;
    this.count(task, 1);
  }

  repeats(task: boolean): void {
    this.again += 1;
    this.count(task, 1);
  }

  ends(task: boolean, spent: { readonly usd: number; readonly tokens: number; readonly notSent: boolean }): void {
    this.running -= 1;
    if (spent.notSent) this.count(task, -1);
    const less = (limit: number | null, by: number) => (limit === null ? null : limit - by);
    this.left = {
      ...this.left,
      maxUsd: less(this.left.maxUsd, spent.usd),
      maxTokens: less(this.left.maxTokens, spent.tokens),
    };
  }

  private count(task: boolean, by: number): void {
    this.sent += by;
    const less = (limit: number | null) => (limit === null ? null : limit - by);
    const { maxCalls, maxTaskCalls } = this.left;
    this.left = { ...this.left, maxCalls: less(maxCalls), maxTaskCalls: task ? less(maxTaskCalls) : maxTaskCalls };
  }
}
