import { sql } from 'drizzle-orm';
import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core';
import type { AuditAction } from '../../access/audit-trail.js';
import { moment } from './moment.js';

/** Rows are added, and neither changed nor removed: the server's roles have no right to. */
export const auditEvents = pgTable(
  'audit_events',
  {
    position: bigint('position', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    tenant: text('tenant').notNull(),
    actor: text('actor').notNull(),
    action: text('action').$type<AuditAction>().notNull(),
    subject: text('subject').notNull(),
    at: moment('at')
      .notNull()
      .default(sql`clock_timestamp()`),
  },
  (table) => [index('audit_events_tenant').on(table.tenant, table.position)],
);
