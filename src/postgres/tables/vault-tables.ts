import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.js';
import { exactJson } from './exact-json.js';
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

/** One row, of the server and no tenant. */
export const keyCheck = pgTable(
  'key_check',
  { only: boolean('only').primaryKey().default(true), value: bytes('value').notNull() },
  (table) => [check('key_check_only', sql`${table.only}`)],
);

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
    index('credentials_tenant').on(table.tenant, table.createdAt),
    index('credentials_optimization')
      .on(table.tenant, table.optimization)
      .where(sql`${table.optimization} is not null`),
    uniqueIndex('credentials_default')
      .on(table.tenant, table.provider)
      .where(sql`${table.isDefault} and ${table.optimization} is null`),
  ],
);
