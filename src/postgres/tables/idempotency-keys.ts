import { sql } from 'drizzle-orm';
import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { JsonValue } from '../../sdk/index.js';
import { exactJson } from './exact-json.js';
import { moment } from './moment.js';

export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    tenant: text('tenant').notNull(),
    operation: text('operation').notNull(),
    key: text('key').notNull(),
    inputHash: text('input_hash').notNull(),
    /** SQL's null until there is one; a result may be JSON's null. */
    result: exactJson<JsonValue>('result'),
    leaseUntil: moment('lease_until').notNull(),
    createdAt: moment('created_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.operation, table.key] }),
    index('idempotency_keys_created').on(table.createdAt),
  ],
);
