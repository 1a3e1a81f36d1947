import { sql } from 'drizzle-orm';
import { bigint, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Dataset, Example } from '../../datasets/dataset-store.js';
import { exactJson } from './exact-json.js';
import { moment } from './moment.js';

export const datasets = pgTable(
  'datasets',
  {
    id: text('id').primaryKey(),
    tenant: text('tenant').notNull(),
    name: text('name').notNull(),
    version: integer('version').notNull(),
    size: integer('size').notNull(),
    splits: exactJson<Dataset['splits']>('splits').notNull(),
    /** Order of creation. */
    position: bigint('position', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    createdAt: moment('created_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    uniqueIndex('datasets_version').on(table.tenant, table.name, table.version),
    index('datasets_position').on(table.tenant, table.position),
  ],
);

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
