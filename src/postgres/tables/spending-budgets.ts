import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  foreignKey,
  index,
  numeric,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { BudgetOwner, BudgetWindow } from '../../usage/spending-budget.js';
import { credentials } from './credentials.js';
import { moment } from './moment.js';

/**
 * Limits of tenants and credentials, with what was taken since `since`: always the sum over the attempts made since then,
 * at their worst while they are open or in doubt. Dollars are decimal, so that what is given back is exactly what was taken.
 */
export const spendingBudgets = pgTable(
  'spending_budgets',
  {
    id: text('id').primaryKey(),
    tenant: text('tenant').notNull(),
    credential: text('credential'),
    span: text('span').$type<BudgetWindow>().notNull(),
    owner: text('owner').$type<BudgetOwner>().notNull(),
    maxUsd: doublePrecision('max_usd'),
    maxCalls: bigint('max_calls', { mode: 'number' }),
    maxTokens: bigint('max_tokens', { mode: 'number' }),
    allowUnpriced: boolean('allow_unpriced').notNull(),
    createdAt: moment('created_at')
      .notNull()
      .default(sql`clock_timestamp()`),
    /** When the window began that the sums are of. */
    since: moment('since').notNull(),
    /** False until what was spent before it was set is counted. */
    counted: boolean('counted').notNull().default(false),
    calls: bigint('calls', { mode: 'number' }).notNull().default(0),
    usd: numeric('usd').notNull().default('0'),
    tokens: bigint('tokens', { mode: 'number' }).notNull().default(0),
    unpricedCalls: bigint('unpriced_calls', { mode: 'number' }).notNull().default(0),
  },
  (table) => [
    foreignKey({ columns: [table.credential], foreignColumns: [credentials.id] }).onDelete('cascade'),
    index('spending_budgets_credential').on(table.credential),
    uniqueIndex('spending_budgets_one').on(
      table.tenant,
      sql`coalesce(${table.credential}, '')`,
      table.span,
      table.owner,
    ),
  ],
);
