import type { Page, PageRequest } from '../paging/page.js';

export const auditActions = [
  'credential.add',
  'credential.rotate',
  'credential.remove',
  'token.create',
  'token.revoke',
  'tenant.create',
  'tenant.delete',
  'budget.set',
  'limit.set',
  'limit.remove',
  'budget.remove',
  'plugin.reload',
  'key.rotate',
  'retention.set',
] as const;
export type AuditAction = (typeof auditActions)[number];

export interface AuditEntry {
  /** Whose matter it was. */
  readonly tenant: string;
  /** The token's id; `server` for what no token asked for. */
  readonly actor: string;
  readonly action: AuditAction;
  /** The id of what it was done to. */
  readonly subject: string;
  readonly at: Date;
}

/** Who did what to which key, token, budget or plugin; nobody, the server included, can change or remove an entry. */
export interface AuditTrail {
  record(entry: Omit<AuditEntry, 'at'>): Promise<void>;
  /** Newest first. */
  list(tenant: string, page: PageRequest): Promise<Page<AuditEntry>>;
}
