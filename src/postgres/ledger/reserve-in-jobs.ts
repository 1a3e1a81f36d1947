import { attemptColumns } from './attempt-columns.js';
import { budgetedTenants, isUnbudgeted } from './budgeted-tenants.js';
import { madeAt, raiseBudgets, weighBudgets } from './weigh-budgets.js';

/*
 * Statements of jobs lock the rows of `ledger_jobs` first, in the order of their keys, then those of budgets, and touch
 * attempts only behind these locks, so that they cannot wait for each other in a circle.
 */

const columns = 'id, tenant, job, epoch, call_key, attempt, model, credential, purpose, usd, tokens';

const withIntents = `
with intent as materialized (
  select ord, id, tenant, job, epoch, decode(call_key, 'hex') as call_key, attempt, model, credential, purpose, usd, tokens,
    (purpose in ('task', 'test'))::int as task
  from unnest($1::uuid[], $2::text[], $3::text[], $4::int4[], $5::text[], $6::int2[], $7::text[], $8::text[], $9::text[],
    $10::float8[], $11::int8[]) with ordinality
    as i (id, tenant, job, epoch, call_key, attempt, model, credential, purpose, usd, tokens, ord)
), owned as materialized (
  select * from ledger_jobs
  where (tenant, job) in (select tenant, job from intent)
  order by tenant, job for no key update
)`;

/** Those that `asks` lets ask, beside everything that stands before them in their job. */
const seenAndSummed = (asks: string) => `
seen as materialized (
  select i.*, o.epoch as owner, a.answer,
    o.epoch = i.epoch and a.call_key is null and ${asks} as asks
  from intent i
  left join owned o on o.tenant = i.tenant and o.job = i.job
  left join lateral (
    select call_key, answer from ledger_answers k
    where k.tenant = i.tenant and k.job = i.job and k.call_key = i.call_key
    limit 1
  ) a on true
), summed as materialized (
  select s.*, row_number() over w as place,
    case
      when o.calls + row_number() over w > o.max_calls then 'maxCalls'
      when s.task = 1 and o.task_calls + sum(s.task) over w > o.max_task_calls then 'maxTaskCalls'
      when s.usd is null and o.max_usd is not null then 'maxUsd'
      when o.usd + sum(s.usd) over w > o.max_usd * (1 + 1e-9) then 'maxUsd'
      when o.tokens + sum(s.tokens) over w > o.max_tokens then 'maxTokens'
    end as exceeded
  from seen s join owned o on o.tenant = s.tenant and o.job = s.job
  where s.asks
  window w as (partition by s.tenant, s.job order by s.ord rows unbounded preceding)
)`;

const raiseJobs = `
raised as (
  update ledger_jobs j
  set calls = j.calls + r.calls, task_calls = j.task_calls + r.tasks, usd = j.usd + r.usd, tokens = j.tokens + r.tokens
  from (
    select tenant, job, count(*) as calls, sum(task) as tasks, coalesce(sum(usd), 0) as usd, sum(tokens) as tokens
    from admitted group by tenant, job
  ) r
  where j.tenant = r.tenant and j.job = r.job
)`;

/**
 * An intent is let in if it fits beside everything that stands before it in its group. One that does not fit alone is
 * refused for good; one that might fit without those before it is to try again (`again`). Those of tenants that have
 * budgets are left out: `budgeted`.
 */
export const reserveInJobs = {
  name: 'ledger-reserve-in-jobs',
  text: `${withIntents}, ${budgetedTenants('$2')}, ${seenAndSummed(isUnbudgeted('i'))}, admitted as materialized (
  select * from summed where exceeded is null
), inserted as (
  insert into ledger_attempts (${attemptColumns}) select ${columns}, now() from admitted
), ${raiseJobs}
select s.ord::int4 as ord, s.answer, s.tenant,
  case
    when s.answer is not null then 'answered'
    when not ${isUnbudgeted('s')} then 'budgeted'
    when not coalesce(s.asks, false) then 'fenced'
    when m.exceeded is null then 'reserved'
    when m.place = 1 then m.exceeded
    else 'again'
  end as outcome
from seen s left join summed m on m.ord = s.ord
order by s.ord`,
};

/** Within the budgets of their tenants and credentials too. */
export const reserveInJobsInBudgets = {
  name: 'ledger-reserve-in-jobs-in-budgets',
  text: `${withIntents}, ${seenAndSummed('true')}, fitting as materialized (
  select * from summed where exceeded is null
), ${weighBudgets({ asking: 'fitting', tenants: '$2', credentials: '$8' })}, admitted as materialized (
  select * from fitting where ord not in (select ord from refused)
), inserted as (
  insert into ledger_attempts (${attemptColumns}) select ${columns}, ${madeAt} from admitted i
), ${raiseJobs}, charged_to_budgets as (${raiseBudgets('admitted')})
select s.ord::int4 as ord, s.answer, r.budget,
  case
    when s.answer is not null then 'answered'
    when not coalesce(s.asks, false) then 'fenced'
    when r.outcome is not null then r.outcome
    when m.exceeded is null then 'reserved'
    when m.place = 1 then m.exceeded
    else 'again'
  end as outcome
from seen s left join summed m on m.ord = s.ord left join refused r on r.ord = s.ord
order by s.ord`,
};
