import { sql } from 'drizzle-orm';
import { boolean, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.js';
import { moment } from './moment.js';

export const dataKeys = pgTable(
  'data_keys',
  {
    tenant: text('tenant').notNull(),
    id: text('id').notNull(),
    wrapped: bytes('wrapped').notNull(),
    kekVersion: integer('kek_version').notNull(),
    isCurrent: boolean('is_current').notNull().default(true),
    createdAt: moment('created_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.id] }),
    uniqueIndex('data_keys_current')
      .on(table.tenant)
      .where(sql`${table.isCurrent}`),
  ],
);
