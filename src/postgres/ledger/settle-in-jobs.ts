import { maySettle, settledColumns } from './settled-columns.js';

/** Corrects the budgets and keeps the answers with what they cost; its locks are those of reserve-in-jobs.ts. */
export const settleInJobs = {
  name: 'ledger-settle-in-jobs',
  text: `
with settlement as materialized (
  select *
  from unnest($1::uuid[], $2::text[], $3::text[], $4::int8[], $5::int8[], $6::int8[], $7::int8[], $8::float8[],
    $9::text[], $10::text[], $11::text[], $12::json[])
    as s (id, state, error_code, input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, usd,
      tenant, job, call_key, answer)
), owned as materialized (
  select tenant, job from ledger_jobs
  where (tenant, job) in (select tenant, job from settlement)
  order by tenant, job for no key update
), settled as (
  update ledger_attempts a set ${settledColumns}
  from settlement s join owned o on o.tenant = s.tenant and o.job = s.job
  where a.id = s.id and ${maySettle}
  returning a.tenant, a.job,
    case when a.state = 'not-sent' then -1 else 0 end as calls,
    case when a.state = 'not-sent' and a.purpose in ('task', 'test') then -1 else 0 end as tasks,
    case a.state when 'in-doubt' then 0 when 'answered' then coalesce(a.usd, 0) - a.reserved_usd
      else -a.reserved_usd end as usd,
    case a.state when 'in-doubt' then 0 when 'answered' then a.input_tokens + a.output_tokens - a.reserved_tokens
      else -a.reserved_tokens end as tokens
), corrected as (
  update ledger_jobs j
  set calls = j.calls + c.calls, task_calls = j.task_calls + c.tasks, usd = greatest(j.usd + c.usd, 0),
    tokens = j.tokens + c.tokens
  from (
    select tenant, job, sum(calls) as calls, sum(tasks) as tasks, sum(usd) as usd, sum(tokens) as tokens
    from settled group by tenant, job
  ) c
  where j.tenant = c.tenant and j.job = c.job
)
insert into ledger_answers (tenant, job, call_key, answer)
select tenant, job, decode(call_key, 'hex'), answer from settlement where answer is not null
on conflict do nothing`,
};
