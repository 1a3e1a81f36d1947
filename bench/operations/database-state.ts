import { inspectDatabase } from '../../test/support/inspect-database.js';

/** What looking changes, too: when a thing was last used, and what was counted of it. */
const clocks = `- 'last_used_at' - 'used_at' - 'findings'`;
/** How much of a limit is left, which time changes. */
const paces = ['rate_limits'];

/** A digest of every row of every tenant. */
export async function databaseState(databaseUrl: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await inspectDatabase<{ name: string }>(
    databaseUrl,
    `select tablename as name from pg_policies where schemaname = 'public' and tablename <> all ($1) group by 1 order by 1`,
    [paces],
  );
  const state = new Map<string, string>();
  for (const { name } of rows) {
    const digest = await inspectDatabase<{ digest: string | null }>(
      databaseUrl,
      `select md5(string_agg(row, '' order by row)) as digest from (select md5((to_jsonb(t) ${clocks})::text) as row from "${name}" t) rows`,
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
