export interface AmountsRow {
  readonly usd: number | null;
  readonly calls: number | null;
  readonly tokens: number | null;
}
export interface BudgetRow {
  readonly id: string;
  readonly owner: string;
  readonly credentialId: string | null;
  readonly window: string;
  readonly maxUsd: number | null;
  readonly maxCalls: number | null;
  readonly maxTokens: number | null;
  readonly spent: AmountsRow;
  readonly reserved: AmountsRow;
  readonly left: AmountsRow;
  readonly resetsAt: string | null;
}

const amounts = '{ usd calls tokens }';

export const budgetsQuery = `query ($tenant: ID) { spendingBudgets(tenant: $tenant) {
  id owner credentialId window maxUsd maxCalls maxTokens spent ${amounts} reserved ${amounts} left ${amounts} resetsAt } }`;
export const setBudgetMutation = `mutation ($input: SetSpendingBudgetInput!) { set: setSpendingBudget(input: $input) { id } }`;
export const removeBudgetMutation = `mutation ($id: ID!) { removeSpendingBudget(id: $id) }`;
export const setCeilingMutation = `mutation ($tenant: ID!, $input: SetSpendingCeilingInput!) {
  set: setSpendingCeiling(tenant: $tenant, input: $input) { id } }`;
export const removeCeilingMutation = `mutation ($tenant: ID!, $id: ID!) { removeSpendingCeiling(tenant: $tenant, id: $id) }`;
