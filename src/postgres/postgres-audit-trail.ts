import { eq } from 'drizzle-orm';
import type { AuditEntry, AuditTrail } from '../access/audit-trail.js';
import type { Page, PageRequest } from '../paging/page.js';
import type { Database } from './open-database.js';
import { readPage } from './read-page.js';
import { auditEvents } from './tables/audit-events.js';

export class PostgresAuditTrail implements AuditTrail {
  constructor(private readonly database: Database) {}

  async record(entry: Omit<AuditEntry, 'at'>): Promise<void> {
    // Also of what was done to a tenant that is there no more.
    await this.database.ofTenant(entry.tenant, ({ drizzle }) => drizzle.insert(auditEvents).values(entry), 'kept');
  }

  list(tenant: string, page: PageRequest): Promise<Page<AuditEntry>> {
    const rows = { table: auditEvents, where: eq(auditEvents.tenant, tenant), key: auditEvents.position };
    return this.database.ofTenant(tenant, (one) =>
      readPage(one, { ...rows, newestFirst: true }, page, ({ position: _position, ...entry }) => entry),
    );
  }
}
