import { sql } from 'drizzle-orm';
import {
  bigint,
  date,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { CallPurpose, Settlement } from '../../usage/ledger.js';
import { bytes } from './bytes.js';
import type { JsonValue } from '../../sdk/index.js';
import { exactJson } from './exact-json.js';
import { moment } from './moment.js';

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

/** Every physical request: its intent, committed before it is sent, and what became of it. */
export const ledgerAttempts = pgTable(
  'ledger_attempts',
  {
    id: uuid('id').primaryKey(),
    tenant: text('tenant').notNull(),
    job: text('job').notNull(),
    epoch: integer('epoch'),
    callKey: bytes('call_key').notNull(),
    attempt: smallint('attempt').notNull(),
    /** `provider/model`. */
    model: text('model').notNull(),
    credential: text('credential'),
    purpose: text('purpose').$type<CallPurpose>().notNull(),
    reservedUsd: doublePrecision('reserved_usd').notNull(),
    reservedTokens: bigint('reserved_tokens', { mode: 'number' }).notNull(),
    state: text('state').$type<'open' | Settlement['kind']>().notNull().default('open'),
    errorCode: text('error_code'),
    inputTokens: bigint('input_tokens', { mode: 'number' }),
    cachedInputTokens: bigint('cached_input_tokens', { mode: 'number' }),
    outputTokens: bigint('output_tokens', { mode: 'number' }),
    reasoningTokens: bigint('reasoning_tokens', { mode: 'number' }),
    usd: doublePrecision('usd'),
    createdAt: moment('created_at')
      .notNull()
      .default(sql`now()`),
    settledAt: moment('settled_at'),
  },
  (table) => [
    index('ledger_attempts_created').on(table.tenant, table.createdAt),
    index('ledger_attempts_job')
      .on(table.tenant, table.job)
      .where(sql`${table.epoch} is not null`),
  ],
);

/** A job's paid answers by content address. */
export const ledgerAnswers = pgTable(
  'ledger_answers',
  {
    tenant: text('tenant').notNull(),
    job: text('job').notNull(),
    callKey: bytes('call_key').notNull(),
    answer: exactJson<JsonValue>('answer').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.job, table.callKey] })],
);

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
