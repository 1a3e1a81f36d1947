import { sql } from 'drizzle-orm';
import { foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { OptimizationEventKind } from '../../optimization/optimization-store.js';
import { moment } from './moment.js';
import { optimizations } from './optimizations.js';

export const optimizationEvents = pgTable(
  'optimization_events',
  {
    tenant: text('tenant').notNull(),
    optimization: text('optimization').notNull(),
    number: integer('number').notNull(),
    kind: text('kind').$type<OptimizationEventKind>().notNull(),
    message: text('message'),
    candidate: text('candidate'),
    at: moment('at')
      .notNull()
      .default(sql`clock_timestamp()`),
  },
  (table) => [
    primaryKey({ columns: [table.optimization, table.number] }),
    foreignKey({ columns: [table.optimization], foreignColumns: [optimizations.id] }).onDelete('cascade'),
  ],
);
