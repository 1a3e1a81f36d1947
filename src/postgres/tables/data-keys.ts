import { sql } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.js';
import { moment } from './moment.js';

export const dataKeys = pgTable('data_keys', {
  tenant: text('tenant').primaryKey(),
  id: text('id').notNull(),
  wrapped: bytes('wrapped').notNull(),
  kekVersion: integer('kek_version').notNull(),
  createdAt: moment('created_at')
    .notNull()
    .default(sql`now()`),
});
