import { inspectDatabase } from '../../test/support/inspect-database.js';

/** What looking changes, too: when a thing was last used, and what was counted of it. */
const clocks = ['last_used_at', 'used_at', 'findings'];
/** How much of a limit is left, which time changes. */
const paces = ['rate_limits'];

/** A digest of every row of every tenant. */
export async function databaseState(databaseUrl: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await inspectDatabase<{ name: string; columns: string }>(
    databaseUrl,
    `select table_name as name, string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
     where table_schema = 'public' and column_name <> all ($1) and table_name <> all ($2)
       and table_name in (select tablename from pg_policies where schemaname = 'public') group by 1 order by 1`,
    [clocks, paces],
  );
  const state = new Map<string, string>();
  for (const { name, columns } of rows) {
    const digest = await inspectDatabase<{ digest: string | null }>(
      databaseUrl,
      `select md5(string_agg(row, '' order by row)) as digest from (select md5(row(${columns})::text) as row from "${name}") rows`,
    );
    state.set(name, digest.rows[0]!.digest ?? '');
  }
  return state;
}

/** Runs that are under way or wait for a worker. */
export async function runsUnderWay(databaseUrl: string): Promise<number> {
  const { rows } = await inspectDatabase<{ count: string }>(
    databaseUrl,
    `select count(*) from optimizations where status in ('QUEUED', 'RUNNING')`,
  );
  return Number(rows[0]!.count);
}

/** Physical requests in the accounts, by tenant; those that were never sent aside, and the simulation's. */
export async function paidCalls(databaseUrl: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await inspectDatabase<{ tenant: string; count: string }>(
    databaseUrl,
    `select tenant, count(*) from ledger_attempts
     where state not in ('not-sent') and model not like 'sandbox/%' group by 1`,
  );
  return new Map(rows.map(({ tenant, count }) => [tenant, Number(count)]));
}
