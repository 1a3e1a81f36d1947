import { attemptColumns } from './attempt-columns.js';

/*
 * Statements of jobs lock the rows of `ledger_jobs` first, in the order of their keys, and touch attempts only behind that
 * lock, so that they cannot wait for each other in a circle.
 */

/**
 * An intent is let in if it fits beside everything that stands before it in its group. One that does not fit alone is
 * refused for good; one that might fit without those before it is to try again (\`again\`).
 */
export const reserveInJobs = {
  name: 'ledger-reserve-in-jobs',
  text: `
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
), seen as materialized (
  select i.*, o.epoch as owner, a.answer,
    o.epoch = i.epoch and a.call_key is null as asks
  from intent i
  left join owned o on o.tenant = i.tenant and o.job = i.job
  left join ledger_answers a on a.tenant = i.tenant and a.job = i.job and a.call_key = i.call_key
), summed as materialized (
  select s.*, row_number() over w as place,
    case
      when o.calls + row_number() over w > o.max_calls then 'maxCalls'
      when s.task = 1 and o.task_calls + sum(s.task) over w > o.max_task_calls then 'maxTaskCalls'
      when o.usd + sum(s.usd) over w > o.max_usd * (1 + 1e-9) then 'maxUsd'
      when o.tokens + sum(s.tokens) over w > o.max_tokens then 'maxTokens'
    end as exceeded
  from seen s join owned o on o.tenant = s.tenant and o.job = s.job
  where s.asks
  window w as (partition by s.tenant, s.job order by s.ord rows unbounded preceding)
), inserted as (
  insert into ledger_attempts (${attemptColumns})
  select ${attemptColumns.replace('reserved_usd', 'usd').replace('reserved_tokens', 'tokens')}
  from summed where exceeded is null
), raised as (
  update ledger_jobs j
  set calls = j.calls + r.calls, task_calls = j.task_calls + r.tasks, usd = j.usd + r.usd, tokens = j.tokens + r.tokens
  from (
    select tenant, job, count(*) as calls, sum(task) as tasks, sum(usd) as usd, sum(tokens) as tokens
    from summed where exceeded is null group by tenant, job
  ) r
  where j.tenant = r.tenant and j.job = r.job
)
select s.ord::int4 as ord, s.answer,
  case
    when s.answer is not null then 'answered'
    when not coalesce(s.asks, false) then 'fenced'
    when m.exceeded is null then 'reserved'
    when m.place = 1 then m.exceeded
    else 'again'
  end as outcome
from seen s left join summed m on m.ord = s.ord
order by s.ord`,
};
