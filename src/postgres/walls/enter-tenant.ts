import { createHash } from 'node:crypto';
import pg from 'pg';
import { TenantGone } from '../../access/tenant-gone.js';

/**
 * `living`: a tenant that is there. `removing`: the same, once nobody else writes for it. `kept`: what outlives a tenant,
 * and what clears up after it.
 */
export type Entry = 'living' | 'removing' | 'kept';

const locks = { living: 'pg_advisory_xact_lock_shared', removing: 'pg_advisory_xact_lock', kept: undefined } as const;

/**
 * Begins a transaction for one tenant. Whoever comes before its removal is waited for by it, and whoever comes after it
 * finds the tenant gone: no write that was under way brings a row of it back.
 */
export function enterTenant(tenant: string, entry: Entry): string {
  const id = pg.escapeLiteral(tenant);
  const name = `select set_config('byom.tenant', ${id}, true)`;
  const lock = locks[entry];
  if (lock === undefined) return `begin; ${name}`;
  return `begin; ${name}, ${lock}(hashtextextended(${id}, 7166)); select from removed_tenants where digest = '${digestOfTenant(tenant)}'`;
}

/** Under which a removed tenant is known. */
export const digestOfTenant = (tenant: string): string => createHash('sha256').update(tenant).digest('hex');

/** Fails with TenantGone, by what the statements of `enterTenant` have found. */
export function checkEntered(found: unknown): void {
  const last = Array.isArray(found) ? (found.at(-1) as pg.QueryResult) : undefined;
  if (last?.command === 'SELECT' && last.fields.length === 0 && last.rowCount !== 0) throw new TenantGone();
}
