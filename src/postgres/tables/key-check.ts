import { sql } from 'drizzle-orm';
import { boolean, check, pgTable } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.js';

/** One row, of the server and no tenant. */
export const keyCheck = pgTable(
  'key_check',
  { only: boolean('only').primaryKey().default(true), value: bytes('value').notNull() },
  (table) => [check('key_check_only', sql`${table.only}`)],
);
