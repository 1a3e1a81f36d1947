import type { Rows } from '../open-database.js';
import { mustCount, taken, windowStart } from './window-start.js';

/**
 * Counts what the windows of a tenant's budgets have taken already, for those that are new and those whose window the clock
 * has left backwards. Nobody reserves while it counts, and every attempt of before is there: see `spending-budgets.ts`.
 */
export async function countBudgets({ client }: Rows, tenant: string): Promise<void> {
  const { rowCount } = await client.query(
    `select from spending_budgets b where tenant = $1 and ${mustCount} order by id for update`,
    [tenant],
  );
  if (rowCount === 0) return;
  // Another statement, which sees all that was committed before the locks were got.
  await client.query(
    `update spending_budgets b
     set counted = true, since = s.since, calls = s.calls, usd = s.usd, tokens = s.tokens, unpriced_calls = s.unpriced
     from (
       select w.id, w.since, count(a.id) as calls, coalesce(sum((${taken.usd})::numeric), 0) as usd,
         coalesce(sum(${taken.tokens}), 0) as tokens, count(a.id) filter (where ${taken.unpriced}) as unpriced
       from (
         select b.id, b.credential, ${windowStart} as since from spending_budgets b where b.tenant = $1 and ${mustCount}
       ) w
       left join ledger_attempts a on a.tenant = $1 and a.created_at >= w.since and a.state <> 'not-sent'
         and (w.credential is null or a.credential = w.credential)
       group by w.id, w.since
     ) s
     where b.id = s.id`,
    [tenant],
  );
}
