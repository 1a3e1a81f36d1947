import { sql } from 'drizzle-orm';
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.js';
import { moment } from './moment.js';
import { tenants } from './tenants.js';

export const apiTokens = pgTable(
  'api_tokens',
  {
    id: text('id').primaryKey(),
    tenant: text('tenant')
      .notNull()
      .references(() => tenants.id),
    prefix: text('prefix').notNull(),
    digest: bytes('digest').notNull(),
    createdAt: moment('created_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [index('api_tokens_prefix').on(table.prefix)],
);
