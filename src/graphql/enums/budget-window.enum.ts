import type { BudgetWindow } from '../../usage/spending-budget.js';
import { defineEnum } from './define-enum.js';

export const BudgetWindowEnum = defineEnum<BudgetWindow>(
  'BudgetWindow',
  'From when to when a spending budget counts.',
  {
    day: 'A day, from midnight to midnight UTC.',
    month: 'A month, from the first at midnight UTC.',
    once: 'From when it was set on, for good: it never starts anew.',
  },
);
