import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Dataset, DatasetFindings } from '../../datasets/dataset-store.js';
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
    duplicates: integer('duplicates').notNull().default(0),
    /** Of its examples as JSON. */
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
    /** Counted when somebody asked, and true while the dataset has this size. */
    findings: exactJson<DatasetFindings & { readonly size: number }>('findings'),
    /** Order of creation. */
    position: bigint('position', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    /** Last change, reading or use, to within an hour. */
    usedAt: moment('used_at')
      .notNull()
      .default(sql`now()`),
    createdAt: moment('created_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    uniqueIndex('datasets_version').on(table.tenant, table.name, table.version),
    index('datasets_position').on(table.tenant, table.position),
  ],
);
