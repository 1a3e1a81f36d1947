import type { AuditEntry, AuditTrail } from '../../src/access/audit-trail.js';

/** An audit trail of one process, for tests. */
export class InMemoryAuditTrail implements AuditTrail {
  readonly entries: AuditEntry[] = [];

  async record(entry: Omit<AuditEntry, 'at'>): Promise<void> {
    this.entries.unshift({ ...entry, at: new Date() });
  }

  async list(tenant: string) {
    const items = this.entries
      .filter((entry) => entry.tenant === tenant)
      .map((item, index) => ({ cursor: String(index), item }));
    return { items, hasNextPage: false, totalCount: items.length };
  }
}
