import { foreignKey, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { LearnedFactName } from '../../catalogue/learned-fact-name.js';
import type { Correction } from '../../sdk/index.js';
import { credentials } from './credentials.js';
import { exactJson } from './exact-json.js';
import { moment } from './moment.js';

export const learnedFacts = pgTable(
  'learned_facts',
  {
    tenant: text('tenant').notNull(),
    credential: text('credential').notNull(),
    model: text('model').notNull(),
    fact: text('fact').$type<LearnedFactName>().notNull(),
    correction: exactJson<Correction>('correction').notNull(),
    learnedAt: moment('learned_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.credential, table.model, table.fact] }),
    foreignKey({ columns: [table.credential], foreignColumns: [credentials.id] }).onDelete('cascade'),
    index('learned_facts_credential').on(table.tenant, table.credential, table.learnedAt),
  ],
);
