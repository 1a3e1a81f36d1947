import { doublePrecision, foreignKey, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { optimizations } from './optimizations.js';

export const metricScores = pgTable(
  'metric_scores',
  {
    tenant: text('tenant').notNull(),
    optimization: text('optimization').notNull(),
    key: text('key').notNull(),
    score: doublePrecision('score'),
    feedback: text('feedback').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.optimization, table.key] }),
    foreignKey({ columns: [table.optimization], foreignColumns: [optimizations.id] }).onDelete('cascade'),
  ],
);
