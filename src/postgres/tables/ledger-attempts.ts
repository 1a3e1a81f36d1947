import { sql } from 'drizzle-orm';
import { bigint, boolean, doublePrecision, index, integer, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import type { CallPurpose, Settlement } from '../../usage/ledger.js';
import { bytes } from './bytes.js';
import { moment } from './moment.js';

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
    /** A stored credential's id, `passed:FINGERPRINT` for a key given for one call or run, or null where none was needed. */
    credential: text('credential'),
    purpose: text('purpose').$type<CallPurpose>().notNull(),
    /** Null where the price is unknown. */
    reservedUsd: doublePrecision('reserved_usd'),
    reservedTokens: bigint('reserved_tokens', { mode: 'number' }).notNull(),
    state: text('state').$type<'open' | Settlement['kind']>().notNull().default('open'),
    errorCode: text('error_code'),
    inputTokens: bigint('input_tokens', { mode: 'number' }),
    cachedInputTokens: bigint('cached_input_tokens', { mode: 'number' }),
    outputTokens: bigint('output_tokens', { mode: 'number' }),
    reasoningTokens: bigint('reasoning_tokens', { mode: 'number' }),
    usd: doublePrecision('usd'),
    /** Whether the tokens are this server's estimate, since the provider gave none that can be. */
    estimated: boolean('estimated'),
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
    // Finds what the dead left open without a part in any update of a row.
    index('ledger_attempts_age').using('brin', table.createdAt),
  ],
);
