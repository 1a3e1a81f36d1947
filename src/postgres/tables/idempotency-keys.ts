import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
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
    /** The result stands in for one that nobody has heard of, which takes its place if it comes. */
    inDoubt: boolean('in_doubt').notNull().default(false),
    /** The single call that it is the key of. */
    call: text('call'),
    /** The process that makes it, which keeps its leases alive; null once there is a result. */
    owner: text('owner'),
    leaseUntil: moment('lease_until').notNull(),
    createdAt: moment('created_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.operation, table.key] }),
    index('idempotency_keys_created').on(table.createdAt),
    index('idempotency_keys_held')
      .on(table.owner)
      .where(sql`${table.owner} is not null`),
  ],
);
