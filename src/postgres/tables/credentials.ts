import { sql } from 'drizzle-orm';
import { boolean, foreignKey, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.js';
import { dataKeys } from './data-keys.js';
import { exactJson } from './exact-json.js';
import { moment } from './moment.js';

export const credentials = pgTable(
  'credentials',
  {
    id: text('id').primaryKey(),
    tenant: text('tenant').notNull(),
    provider: text('provider').notNull(),
    name: text('name').notNull(),
    baseUrl: text('base_url').notNull(),
    origin: text('origin').notNull(),
    fields: exactJson<Readonly<Record<string, string>>>('fields').notNull(),
    sealed: bytes('sealed'),
    version: integer('version').notNull(),
    dataKey: text('data_key'),
    hint: text('hint'),
    fingerprint: text('fingerprint').notNull(),
    isDefault: boolean('is_default').notNull(),
    optimization: text('optimization'),
    createdAt: moment('created_at')
      .notNull()
      .default(sql`clock_timestamp()`),
    lastUsedAt: moment('last_used_at'),
  },
  (table) => [
    // A data key stays while something is sealed under it.
    foreignKey({ columns: [table.tenant, table.dataKey], foreignColumns: [dataKeys.tenant, dataKeys.id] }),
    index('credentials_tenant').on(table.tenant, table.createdAt),
    index('credentials_optimization')
      .on(table.tenant, table.optimization)
      .where(sql`${table.optimization} is not null`),
    uniqueIndex('credentials_default')
      .on(table.tenant, table.provider)
      .where(sql`${table.isDefault} and ${table.optimization} is null`),
  ],
);
