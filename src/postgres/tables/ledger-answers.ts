import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.js';
import type { JsonValue } from '../../sdk/index.js';
import { exactJson } from './exact-json.js';

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
