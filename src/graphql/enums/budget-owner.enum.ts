import type { BudgetOwner } from '../../usage/spending-budget.js';
import { defineEnum } from './define-enum.js';

export const BudgetOwnerEnum = defineEnum<BudgetOwner>('BudgetOwner', 'Whose will a spending budget is.', {
  tenant: "The tenant's own.",
  operator: 'A ceiling of the operator of this server, which the tenant cannot change.',
});
