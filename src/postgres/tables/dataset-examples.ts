import { sql } from 'drizzle-orm';
import { bigint, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { NewExample, Split } from '../../datasets/dataset-store.js';
import { exactJson } from './exact-json.js';
import { datasets } from './datasets.js';

export const datasetExamples = pgTable(
  'dataset_examples',
  {
    tenant: text('tenant').notNull(),
    dataset: text('dataset').notNull(),
    /** Order in which they were given, from 0; duplicates, which are not stored, are counted too. */
    position: integer('position').notNull(),
    split: text('split').$type<Split>(),
    /** Hash of the customer's own id. */
    idKey: uuid('id_key'),
    inputsKey: bigint('inputs_key', { mode: 'bigint' }).notNull(),
    expectedKey: bigint('expected_key', { mode: 'bigint' }).notNull(),
    /** Equal for inputs that are nearly the same. */
    nearKey: bigint('near_key', { mode: 'bigint' }).notNull(),
    example: exactJson<NewExample>('example').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.dataset, table.position] }),
    foreignKey({ columns: [table.dataset], foreignColumns: [datasets.id] }).onDelete('cascade'),
    uniqueIndex('dataset_examples_once').on(
      table.dataset,
      table.inputsKey,
      table.expectedKey,
      sql`coalesce(${table.split}, '')`,
    ),
    uniqueIndex('dataset_examples_id')
      .on(table.dataset, table.idKey)
      .where(sql`${table.idKey} is not null`),
    index('dataset_examples_pinned')
      .on(table.dataset, table.split, table.position)
      .where(sql`${table.split} is not null`),
  ],
);
