import { bigint, doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

/** The owner, the limits and what is spent or reserved of each job. */
export const ledgerJobs = pgTable(
  'ledger_jobs',
  {
    tenant: text('tenant').notNull(),
    job: text('job').notNull(),
    epoch: integer('epoch').notNull(),
    maxCalls: integer('max_calls'),
    maxTaskCalls: integer('max_task_calls'),
    maxUsd: doublePrecision('max_usd'),
    maxTokens: bigint('max_tokens', { mode: 'number' }),
    calls: integer('calls').notNull().default(0),
    taskCalls: integer('task_calls').notNull().default(0),
    usd: doublePrecision('usd').notNull().default(0),
    tokens: bigint('tokens', { mode: 'number' }).notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.job] })],
);
