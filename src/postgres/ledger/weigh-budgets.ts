import { latestStart, mustCount, windowEnd } from './window-start.js';

export interface Weighing {
  /** The relation of those that ask: ord, tenant, credential, usd and tokens, the dollars null where unknown. */
  readonly asking: string;
  /** Their tenants and credentials, as arrays. */
  readonly tenants: string;
  readonly credentials: string;
}

/**
 * Which intents the budgets of tenants and credentials do not let pass: `refused`, by `ord`. An intent is let in if it
 * fits beside everything that stands before it. One that does not fit alone is refused for good (`over-budget`); one that
 * might fit without those before it is to try again (`again`), and so is one whose budget has to be counted first (`uncounted`).
 * Their transaction has locked the budgets: see lock-accounts.ts.
 */
export const weighBudgets = ({ asking, tenants, credentials }: Weighing): string => `
held as materialized (
  select b.*, b.max_usd::numeric as most_usd, ${latestStart} as start, ${mustCount} as stale
  from spending_budgets b
  where b.tenant = any(${tenants}) and (b.credential is null or b.credential = any(${credentials}))
), charged as materialized (
  select i.ord, i.usd::numeric as usd, i.tokens, h.id as budget, h.credential, h.span, h.owner, h.start, h.stale,
    h.max_calls, h.most_usd, h.max_tokens, h.most_usd is not null and i.usd is null and not h.allow_unpriced as unpriced,
    case when h.start > h.since then 0 else h.calls end as had_calls,
    case when h.start > h.since then 0 else h.usd end as had_usd,
    case when h.start > h.since then 0 else h.tokens end as had_tokens
  from ${asking} i join held h on h.tenant = i.tenant and (h.credential is null or h.credential = i.credential)
), weighed as materialized (
  select *,
    case when unpriced then 'unpriced' when usd > most_usd or tokens > max_tokens then 'too-large' else 'used-up' end as why,
    case
      when unpriced or usd > most_usd then 'maxUsd'
      when tokens > max_tokens then 'maxTokens'
      when had_calls + 1 > max_calls then 'maxCalls'
      when had_usd + usd > most_usd then 'maxUsd'
      when had_tokens + tokens > max_tokens then 'maxTokens'
    end as exceeded,
    had_calls + row_number() over before > max_calls or had_usd + sum(usd) over before > most_usd
      or had_tokens + sum(tokens) over before > max_tokens as crowded
  from charged
  window before as (partition by budget order by ord rows unbounded preceding)
), refused as materialized (
  select distinct on (ord) ord,
    case when stale then 'uncounted' when exceeded is not null then 'over-budget' else 'again' end as outcome,
    json_build_object('id', budget, 'credential', credential, 'window', span, 'owner', owner, 'limit', exceeded, 'why', why,
      'resetsAt', case when why = 'used-up' then ${windowEnd('weighed')} end)
      as budget
  from weighed
  where stale or exceeded is not null or crowded
  order by ord, stale desc, exceeded is not null desc, credential is null desc, why = 'used-up', ${windowEnd('weighed')} desc nulls first
)`;

/** What those that were let in take of their budgets, whose windows begin anew where they are over. */
export const raiseBudgets = (admitted: string): string => `
  update spending_budgets b
  set since = r.start,
    calls = case when r.start > b.since then 0 else b.calls end + r.calls,
    usd = case when r.start > b.since then 0 else b.usd end + r.usd,
    tokens = case when r.start > b.since then 0 else b.tokens end + r.tokens,
    unpriced_calls = case when r.start > b.since then 0 else b.unpriced_calls end + r.unpriced
  from (
    select budget, start, count(*) as calls, coalesce(sum(usd), 0) as usd, sum(tokens) as tokens,
      count(*) filter (where usd is null) as unpriced
    from weighed where ord in (select ord from ${admitted}) group by budget, start
  ) r
  where b.id = r.budget`;

/** When an intent `i` counts as made: never before the windows that it counts in, however late its statement got their locks. */
export const madeAt = 'greatest(now(), (select max(start) from charged c where c.ord = i.ord))';
