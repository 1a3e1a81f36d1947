import { integer, pgTable, text } from 'drizzle-orm/pg-core';

/** As tenants set them; what the operator sets is no row. */
export const retentionPeriods = pgTable('retention_periods', {
  tenant: text('tenant').primaryKey(),
  runDays: integer('run_days'),
  libraryDays: integer('library_days'),
});
