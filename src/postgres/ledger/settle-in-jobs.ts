import { correctBudgets, givenBack, heldBudgets } from './correct-budgets.js';
import { maySettle, settledColumns } from './settled-columns.js';
import { budgetedTenants, isUnbudgeted } from './budgeted-tenants.js';

interface Parts {
  readonly before: string;
  readonly condition: string;
  readonly budgets: string;
  readonly after: string;
}

/** Corrects the jobs' budgets and keeps the answers with what they cost; its locks are those of reserve-in-jobs.ts. Nothing is kept of a job whose tenant was removed. */
const settling = ({ before, condition, budgets, after }: Parts) => `
with settlement as materialized (
  select *
  from unnest($1::uuid[], $2::text[], $3::text[], $4::int8[], $5::int8[], $6::int8[], $7::int8[], $8::float8[],
    $9::bool[], $10::text[], $11::text[], $12::text[], $13::json[])
    as s (id, state, error_code, input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, usd, estimated,
      tenant, job, call_key, answer)
), owned as materialized (
  select tenant, job from ledger_jobs
  where (tenant, job) in (select tenant, job from settlement)
  order by tenant, job for no key update
), ${before}, settled as (
  update ledger_attempts a set ${settledColumns}
  from settlement s join owned o on o.tenant = s.tenant and o.job = s.job
  where a.id = s.id and ${maySettle} and ${condition}
  returning a.tenant, a.job, a.credential, a.created_at, ${givenBack},
    case when a.state = 'not-sent' and a.purpose in ('task', 'test') then -1 else 0 end as tasks
), corrected as (
  update ledger_jobs j
  set calls = j.calls + c.calls, task_calls = j.task_calls + c.tasks, usd = greatest(j.usd + c.usd, 0),
    tokens = j.tokens + c.tokens
  from (
    select tenant, job, sum(calls) as calls, sum(tasks) as tasks, sum(usd)::float8 as usd, sum(tokens) as tokens
    from settled group by tenant, job
  ) c
  where j.tenant = c.tenant and j.job = c.job
), ${budgets} kept as (
  insert into ledger_answers (tenant, job, call_key, answer)
  select s.tenant, s.job, decode(s.call_key, 'hex'), s.answer
  from settlement s join owned o on o.tenant = s.tenant and o.job = s.job
  where s.answer is not null and ${condition}
  on conflict do nothing
)
${after}`;

/** Gives the tenants that have budgets, and leaves theirs out. */
export const settleInJobs = {
  name: 'ledger-settle-in-jobs',
  text: settling({
    before: budgetedTenants('$10'),
    condition: isUnbudgeted('s'),
    budgets: '',
    after: 'select tenant from budgeted',
  }),
};

/** Corrects the budgets of tenants and credentials too. */
export const settleInJobsInBudgets = {
  name: 'ledger-settle-in-jobs-in-budgets',
  text: settling({
    before: heldBudgets('$10'),
    condition: 'true',
    budgets: `corrected_budgets as (${correctBudgets}),`,
    after: 'select where false',
  }),
};
