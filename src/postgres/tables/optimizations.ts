import { sql } from 'drizzle-orm';
import { bigint, boolean, doublePrecision, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { OptimizationRecord, OptimizationStatus } from '../../optimization/optimization-store.js';
import { exactJson } from './exact-json.js';
import { moment } from './moment.js';

type Column<K extends keyof OptimizationRecord> = NonNullable<OptimizationRecord[K]>;

export const optimizations = pgTable(
  'optimizations',
  {
    id: text('id').primaryKey(),
    tenant: text('tenant').notNull(),
    kind: text('kind').$type<OptimizationRecord['kind']>().notNull(),
    status: text('status').$type<OptimizationStatus>().notNull(),
    reason: exactJson<Column<'reason'>>('reason'),
    input: exactJson<Column<'input'>>('input').notNull(),
    quote: exactJson<Column<'quote'>>('quote').notNull(),
    progress: exactJson<Column<'progress'>>('progress').notNull(),
    baseline: exactJson<Column<'baseline'>>('baseline'),
    best: text('best'),
    adaptations: exactJson<Column<'adaptations'>>('adaptations').notNull(),
    result: exactJson<Column<'result'>>('result'),
    judgeAgreement: exactJson<Column<'judgeAgreement'>>('judge_agreement'),
    cancelRequested: boolean('cancel_requested').notNull().default(false),
    pauseRequested: boolean('pause_requested').notNull().default(false),
    turn: integer('turn').notNull().default(0),
    secondsUsed: doublePrecision('seconds_used').notNull().default(0),
    runningSince: moment('running_since'),
    /** Of one that is paused until then: its reason's, where whoever wakes it may look. */
    retryAt: moment('retry_at'),
    idempotencyKey: text('idempotency_key'),
    inputHash: text('input_hash'),
    /** How many events it has; numbering them under its row's lock keeps cursors in the order of their commits. */
    events: integer('events').notNull().default(0),
    /** Order of creation. */
    position: bigint('position', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    createdAt: moment('created_at')
      .notNull()
      .default(sql`now()`),
    finishedAt: moment('finished_at'),
  },
  (table) => [
    uniqueIndex('optimizations_idempotency').on(table.tenant, table.kind, table.idempotencyKey),
    index('optimizations_position').on(table.tenant, table.position),
    index('optimizations_due')
      .on(table.retryAt)
      .where(sql`${table.retryAt} is not null`),
    index('optimizations_unfinished')
      .on(table.position)
      .where(sql`${table.finishedAt} is null`),
  ],
);
