import { bigint, date, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { CallPurpose } from '../../usage/ledger.js';

/** How often answers were used again instead of being bought. */
export const ledgerCached = pgTable(
  'ledger_cached',
  {
    tenant: text('tenant').notNull(),
    job: text('job').notNull(),
    model: text('model').notNull(),
    purpose: text('purpose').$type<CallPurpose>().notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    times: bigint('times', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.job, table.model, table.purpose, table.day] }),
    index('ledger_cached_day').on(table.tenant, table.day),
  ],
);
