import type { Database } from '../open-database.js';
import { mustCount, taken, windowStart } from './window-start.js';

interface Base {
  readonly id: string;
  readonly since: string;
  readonly calls: string;
  readonly usd: string;
  readonly tokens: string;
  readonly unpriced: string;
}

/**
 * Counts what the windows of a tenant's budgets have taken already, for those that are new and those whose window the clock
 * has left backwards. Nothing is reserved in them meanwhile, and what settles changes the attempts and the budget alike: so
 * that the difference of both stays the same however long the count takes, and nobody waits for its locks.
 */
export async function countBudgets(database: Database, tenant: string): Promise<void> {
  await database.ofTenant(tenant, ({ client }) =>
    client.query(
      `update spending_budgets b
       set counted = false, since = ${windowStart}, calls = 0, usd = 0, tokens = 0, unpriced_calls = 0
       where tenant = $1 and counted and ${mustCount}`,
      [tenant],
    ),
  );
  const { rows } = await database.ofTenant(tenant, ({ client }) =>
    client.query<Base>(
      `select b.id, b.since::text as since, count(a.id) - b.calls as calls,
         coalesce(sum((${taken.usd})::numeric), 0) - b.usd as usd, coalesce(sum(${taken.tokens}), 0) - b.tokens as tokens,
         count(a.id) filter (where ${taken.unpriced}) - b.unpriced_calls as unpriced
       from spending_budgets b
       left join ledger_attempts a on a.tenant = $1 and a.created_at >= b.since and a.state <> 'not-sent'
         and (b.credential is null or a.credential = b.credential)
       where b.tenant = $1 and not b.counted
       group by b.id`,
      [tenant],
    ),
  );
  if (rows.length === 0) return;
  await database.ofTenant(tenant, async ({ client }) => {
    for (const { id, since, calls, usd, tokens, unpriced } of rows) {
      await client.query(
        `update spending_budgets
         set counted = true, calls = calls + $4, usd = usd + $5, tokens = tokens + $6, unpriced_calls = unpriced_calls + $7
         where tenant = $1 and id = $2 and since = $3::timestamptz and not counted`,
        [tenant, id, since, calls, usd, tokens, unpriced],
      );
    }
  });
}
