import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './moment.js';

/** A label is where its last move put it. */
export const promptLabelMoves = pgTable(
  'prompt_label_moves',
  {
    position: bigint('position', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    tenant: text('tenant').notNull(),
    name: text('name').notNull(),
    label: text('label').notNull(),
    version: integer('version'),
    previousVersion: integer('previous_version'),
    movedAt: moment('moved_at')
      .notNull()
      .default(sql`clock_timestamp()`),
  },
  (table) => [index('prompt_label_moves_label').on(table.tenant, table.name, table.label, table.position)],
);
