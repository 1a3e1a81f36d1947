import { foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Example } from '../../datasets/dataset-store.js';
import { exactJson } from './exact-json.js';
import { datasets } from './datasets.js';

export const datasetExamples = pgTable(
  'dataset_examples',
  {
    tenant: text('tenant').notNull(),
    dataset: text('dataset').notNull(),
    /** Order in which they were given, from 0. */
    position: integer('position').notNull(),
    split: text('split'),
    example: exactJson<Example>('example').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.dataset, table.position] }),
    foreignKey({ columns: [table.dataset], foreignColumns: [datasets.id] }).onDelete('cascade'),
  ],
);
