import type { Rows } from './open-database.js';

/** Its own row goes last, and what it did is kept. */
const kept = ['tenants', 'audit_events'];

/** Removes all that a tenant has, in whatever table: those that the walls of tenants stand around. */
export async function removeRowsOf({ client }: Rows, tenant: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select tablename as name from pg_policies
     where schemaname = current_schema and policyname = 'of_tenant' and tablename <> all ($1) order by 1`,
    [kept],
  );
  // In the order of locks that the ledger keeps: a job's row before its attempts.
  await client.query('select from ledger_jobs where tenant = $1 order by job for update', [tenant]);
  for (const { name } of rows) {
    await client.query(`delete from ${client.escapeIdentifier(name)} where tenant = $1`, [tenant]);
  }
}
