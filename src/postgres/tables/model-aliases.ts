import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

export const modelAliases = pgTable(
  'model_aliases',
  {
    tenant: text('tenant').notNull(),
    name: text('name').notNull(),
    model: text('model').notNull(),
    credential: text('credential'),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.name] })],
);
