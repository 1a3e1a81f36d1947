import { foreignKey, pgTable, text } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../sdk/index.js';
import { exactJson } from './exact-json.js';
import { optimizations } from './optimizations.js';

/** Beside the records, which are read often: examples have many megabytes, and a worker reads them once. */
export const optimizationExamples = pgTable(
  'optimization_examples',
  {
    optimization: text('optimization').primaryKey(),
    tenant: text('tenant').notNull(),
    examples: exactJson<JsonObject>('examples').notNull(),
  },
  (table) => [foreignKey({ columns: [table.optimization], foreignColumns: [optimizations.id] }).onDelete('cascade')],
);
