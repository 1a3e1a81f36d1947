import { sql } from 'drizzle-orm';
import { pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './moment.js';

/** That it was there, by the digest of its id: nothing is written for it again. */
export const removedTenants = pgTable('removed_tenants', {
  digest: text('digest').primaryKey(),
  removedAt: moment('removed_at')
    .notNull()
    .default(sql`now()`),
});
