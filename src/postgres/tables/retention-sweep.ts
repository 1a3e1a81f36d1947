import { sql } from 'drizzle-orm';
import { boolean, check, pgTable } from 'drizzle-orm/pg-core';
import { moment } from './moment.js';

/** One row, of the server and no tenant: from when on a replica may sweep again. */
export const retentionSweep = pgTable(
  'retention_sweep',
  { only: boolean('only').primaryKey().default(true), nextAt: moment('next_at').notNull() },
  (table) => [check('retention_sweep_only', sql`${table.only}`)],
);
