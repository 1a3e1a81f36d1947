/*
 * The statements of the ledger, each for many items at once: arrays in, one row an item. Those of jobs lock the rows of
 * `ledger_jobs` first, in the order of their keys, and touch attempts only behind that lock, so that they cannot wait for
 * each other in a circle.
 */

const attemptColumns =
  'id, tenant, job, epoch, call_key, attempt, model, credential, purpose, reserved_usd, reserved_tokens';

/** Single calls: no budget, no fence. */
export const reserveSingles = {
  name: 'ledger-reserve-singles',
  text: `
insert into ledger_attempts (${attemptColumns})
select id, tenant, job, null, decode(call_key, 'hex'), attempt, model, credential, purpose, usd, tokens
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::int2[], $6::text[], $7::text[], $8::text[],
  $9::float8[], $10::int8[])
  as i (id, tenant, job, call_key, attempt, model, credential, purpose, usd, tokens)`,
};

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

const settledColumns = `
  state = s.state, error_code = s.error_code, input_tokens = s.input_tokens,
  cached_input_tokens = s.cached_input_tokens, output_tokens = s.output_tokens,
  reasoning_tokens = s.reasoning_tokens, usd = s.usd, settled_at = now()`;

/** An answer replaces a doubt; everything else is settled once. */
const maySettle = `(a.state = 'open' or (a.state = 'in-doubt' and s.state = 'answered'))`;

export const settleSingles = {
  name: 'ledger-settle-singles',
  text: `
update ledger_attempts a set ${settledColumns}
from unnest($1::uuid[], $2::text[], $3::text[], $4::int8[], $5::int8[], $6::int8[], $7::int8[], $8::float8[])
  as s (id, state, error_code, input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, usd)
where a.id = s.id and ${maySettle}`,
};

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
