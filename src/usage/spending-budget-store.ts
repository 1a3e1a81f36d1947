import type { BudgetStanding, SpendingBudget } from './spending-budget.js';

export type NewBudget = Omit<SpendingBudget, 'createdAt'>;

/** Budgets of tenants and of their credentials; the ledger holds every call to them, from the moment that they are set. */
export interface SpendingBudgetStore {
  /** Oldest first. */
  list(tenant: string): Promise<readonly BudgetStanding[]>;
  /**
   * Makes one, or gives new limits to the one that its owner has for the same credential and window: then that one's id
   * stays. What the window's calls have taken already counts; `once` counts from when it was made. Undefined where the
   * credential is none of the tenant's.
   */
  set(budget: NewBudget): Promise<BudgetStanding | undefined>;
  /** Undefined where the tenant has none with this id. */
  find(tenant: string, id: string): Promise<Pick<SpendingBudget, 'id' | 'owner'> | undefined>;
  /** False where there was none. */
  remove(tenant: string, id: string): Promise<boolean>;
}
