import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { PromptTemplate } from '../../prompts/prompt-store.js';
import { exactJson } from './exact-json.js';
import { moment } from './moment.js';

export const prompts = pgTable(
  'prompts',
  {
    tenant: text('tenant').notNull(),
    name: text('name').notNull(),
    version: integer('version').notNull(),
    template: exactJson<PromptTemplate>('template').notNull(),
    model: text('model'),
    origin: text('origin'),
    candidate: text('candidate'),
    parentName: text('parent_name'),
    parentVersion: integer('parent_version'),
    /** Last reading or use, to within an hour. */
    usedAt: moment('used_at')
      .notNull()
      .default(sql`now()`),
    createdAt: moment('created_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.tenant, table.name, table.version] }),
    index('prompts_parent').on(table.tenant, table.parentName),
  ],
);
