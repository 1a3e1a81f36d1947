import { sql } from 'drizzle-orm';
import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
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
    createdAt: moment('created_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.name, table.version] })],
);
