import { foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { CandidateRecord } from '../../optimization/optimization-store.js';
import { exactJson } from './exact-json.js';
import { optimizations } from './optimizations.js';

export const optimizationCandidates = pgTable(
  'optimization_candidates',
  {
    tenant: text('tenant').notNull(),
    optimization: text('optimization').notNull(),
    id: text('id').notNull(),
    index: integer('index').notNull(),
    candidate: exactJson<CandidateRecord>('candidate').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.optimization, table.id] }),
    index('optimization_candidates_index').on(table.optimization, table.index),
    foreignKey({ columns: [table.optimization], foreignColumns: [optimizations.id] }).onDelete('cascade'),
  ],
);
