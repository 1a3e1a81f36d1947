import { sql } from 'drizzle-orm';
import { bigint, foreignKey, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { LimitState } from '../../calls/limits/exchange-limit.js';
import type { LimitScope, LimitSetter } from '../../calls/limits/rate-limit.js';
import { credentials } from './credentials.js';
import { exactJson } from './exact-json.js';
import { moment } from './moment.js';

export const rateLimits = pgTable(
  'rate_limits',
  {
    id: text('id').primaryKey(),
    tenant: text('tenant').notNull(),
    setBy: text('set_by').$type<LimitSetter>().notNull(),
    scope: text('scope').$type<LimitScope>().notNull(),
    subject: text('subject').notNull(),
    /** The subject again where it is one, so that the limit goes with it. */
    credential: text('credential'),
    requestsPerMinute: integer('requests_per_minute'),
    tokensPerMinute: bigint('tokens_per_minute', { mode: 'number' }),
    maxConcurrency: integer('max_concurrency'),
    /** What all replicas have taken of it. */
    state: exactJson<LimitState>('state').notNull(),
    createdAt: moment('created_at')
      .notNull()
      .default(sql`clock_timestamp()`),
  },
  (table) => [
    foreignKey({ columns: [table.credential], foreignColumns: [credentials.id] }).onDelete('cascade'),
    uniqueIndex('rate_limits_subject').on(table.tenant, table.scope, table.subject, sql`(${table.setBy} = 'tenant')`),
    uniqueIndex('rate_limits_credential').on(table.credential),
  ],
);
