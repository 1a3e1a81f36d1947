import type { BudgetStanding } from '../../usage/spending-budget.js';
import type { Rows } from '../open-database.js';
import { abandonedAfter } from './attempt-columns.js';
import { latestStart, windowEnd } from './window-start.js';

interface Row extends Omit<BudgetStanding, 'spent' | 'reserved'> {
  readonly usd: number;
  readonly calls: number;
  readonly tokens: number;
  readonly openUsd: number;
  readonly openCalls: number;
  readonly openTokens: number;
}

/** A tenant's budgets, oldest first. What is open for so long that nobody will settle it counts as spent. */
export async function budgetStandings({ client }: Rows, tenant: string): Promise<readonly BudgetStanding[]> {
  const { rows } = await client.query<Row>(
    `select w.id, w.tenant, w.credential, w.span as window, w.owner, w.max_usd as "maxUsd",
       w.max_calls::float8 as "maxCalls", w.max_tokens::float8 as "maxTokens", w.allow_unpriced as "allowUnpriced",
       w.created_at as "createdAt", w.start as since, ${windowEnd('w')} as "resetsAt",
       case when w.fresh then 0 else w.usd end::float8 as usd, case when w.fresh then 0 else w.calls end::float8 as calls,
       case when w.fresh then 0 else w.tokens end::float8 as tokens,
       case when w.fresh then 0 else w.unpriced_calls end::float8 as "unpricedCalls",
       coalesce(o.usd, 0)::float8 as "openUsd", coalesce(o.calls, 0)::float8 as "openCalls",
       coalesce(o.tokens, 0)::float8 as "openTokens"
     from (
       select b.*, ${latestStart} as start, ${latestStart} > b.since as fresh from spending_budgets b where b.tenant = $1
     ) w
     cross join lateral (
       select sum(a.reserved_usd::numeric) as usd, count(*) as calls, sum(a.reserved_tokens) as tokens
       from ledger_attempts a
       where a.tenant = w.tenant and a.created_at >= greatest(w.start, now() - ${abandonedAfter}) and a.state = 'open'
         and (w.credential is null or a.credential = w.credential)
     ) o
     order by w.created_at, w.id`,
    [tenant],
  );
  return rows.map(standingOf);
}

function standingOf({ usd, calls, tokens, openUsd, openCalls, openTokens, ...budget }: Row): BudgetStanding {
  const spent = { usd: difference(usd, openUsd), calls: calls - openCalls, tokens: tokens - openTokens };
  return { ...budget, spent, reserved: { usd: openUsd, calls: openCalls, tokens: openTokens } };
}

/** Of decimal sums, without what binary fractions make of them. */
const difference = (all: number, part: number): number => Math.max(0, Number((all - part).toFixed(12)));
