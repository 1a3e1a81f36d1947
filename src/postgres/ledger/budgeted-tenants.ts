/**
 * Of the tenants that a statement is about, those with budgets. Where there are none, which is known of no tenant
 * beforehand, the statement needs no more than this look; what is of others is left to the statement that weighs budgets.
 * The lock is the table's, against a budget that is being made; see `postgres-spending-budget-store.ts`.
 */
export const budgetedTenants = (tenants: string): string => `
budgeted as materialized (
  select tenant from spending_budgets where tenant = any(${tenants}) for key share
)`;

/** Whether the tenant of `of` has none. */
export const isUnbudgeted = (of: string): string => `${of}.tenant not in (select tenant from budgeted)`;
