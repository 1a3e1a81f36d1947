import { sql } from 'drizzle-orm';
import { boolean, check, integer, pgTable } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.js';

/** One row, of the server and no tenant: its own secret, sealed. */
export const keyCheck = pgTable(
  'key_check',
  {
    only: boolean('only').primaryKey().default(true),
    value: bytes('value').notNull(),
    kekVersion: integer('kek_version').notNull().default(1),
  },
  (table) => [check('key_check_only', sql`${table.only}`)],
);
