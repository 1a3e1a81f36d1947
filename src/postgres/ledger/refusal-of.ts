import type { BudgetLimit, Reservation } from '../../usage/ledger.js';
import type { BudgetRefusal } from '../../usage/spending-budget.js';
import type { GroupResult } from '../group-commit.js';

/** What a statement says of an intent that it did not let in. */
export interface Refused {
  /** Its place among the items, from 1. */
  readonly ord: number;
  readonly outcome: string;
  readonly budget: (Omit<BudgetRefusal, 'resetsAt'> & { readonly resetsAt: string | null }) | null;
}

const notYet: ReadonlySet<string> = new Set(['again', 'budgeted']);

export function refusalOf({ outcome, budget }: Refused): GroupResult<Reservation | 'uncounted'> {
  if (notYet.has(outcome)) return 'again';
  if (outcome === 'uncounted') return { result: outcome };
  if (outcome === 'fenced') return { result: { kind: 'fenced' } };
  if (outcome !== 'over-budget' || budget === null)
    return { result: { kind: 'exhausted', limit: outcome as BudgetLimit } };
  const resetsAt = budget.resetsAt === null ? null : new Date(budget.resetsAt);
  return { result: { kind: 'over-budget', budget: { ...budget, resetsAt } } };
}
