/** The budgets of those that settle; their transaction has locked them: see lock-accounts.ts. */
export const heldBudgets = (tenants: string): string => `
held as materialized (
  select id, tenant, credential, since from spending_budgets
  where tenant = any(${tenants})
)`;

/** What a settled attempt `a` gives back, or takes beyond what was reserved. */
export const givenBack = `
  case when a.state = 'not-sent' then -1 else 0 end as calls,
  case a.state when 'in-doubt' then 0 when 'answered' then coalesce(a.usd, 0)::numeric - coalesce(a.reserved_usd, 0)::numeric
    else -coalesce(a.reserved_usd, 0)::numeric end as usd,
  case a.state when 'in-doubt' then 0 when 'answered' then a.input_tokens + a.output_tokens - a.reserved_tokens
    else -a.reserved_tokens end as tokens,
  case a.state when 'in-doubt' then 0 when 'answered' then (a.usd is null)::int - (a.reserved_usd is null)::int
    else -(a.reserved_usd is null)::int end as unpriced`;

/** Corrects the budgets in whose present windows the attempts were made; what was reserved in a window before is over. */
export const correctBudgets = `
  update spending_budgets b
  set calls = b.calls + c.calls, usd = b.usd + c.usd, tokens = b.tokens + c.tokens,
    unpriced_calls = b.unpriced_calls + c.unpriced
  from (
    select h.id, sum(s.calls) as calls, sum(s.usd) as usd, sum(s.tokens) as tokens, sum(s.unpriced) as unpriced
    from settled s join held h
      on h.tenant = s.tenant and (h.credential is null or h.credential = s.credential) and s.created_at >= h.since
    group by h.id
  ) c
  where b.id = c.id`;
