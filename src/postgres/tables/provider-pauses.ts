import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from './moment.js';

export const providerPauses = pgTable(
  'provider_pauses',
  {
    tenant: text('tenant').notNull(),
    /** Empty for keys that are not stored. */
    credential: text('credential').notNull(),
    origin: text('origin').notNull(),
    until: moment('until').notNull(),
    strikes: integer('strikes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.credential, table.origin] })],
);
