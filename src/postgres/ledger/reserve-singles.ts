import { attemptColumns } from './attempt-columns.js';
import { budgetedTenants, isUnbudgeted } from './budgeted-tenants.js';
import { isThere } from './is-there.js';
import { madeAt, raiseBudgets, weighBudgets } from './weigh-budgets.js';

const intents = `
  select *
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::int2[], $6::text[], $7::text[], $8::text[],
    $9::float8[], $10::int8[]) with ordinality
    as i (id, tenant, job, call_key, attempt, model, credential, purpose, usd, tokens, ord)`;
const columns = "id, tenant, job, null, decode(call_key, 'hex'), attempt, model, credential, purpose, usd, tokens";

/**
 * Single calls: an attempt that another process has made for the same call is not made. Gives the ids of those that are,
 * and the tenants that have budgets, whose calls are left out.
 */
export const reserveSingles = {
  name: 'ledger-reserve-singles',
  text: `
with ${budgetedTenants('$2')}, inserted as (
  insert into ledger_attempts (${attemptColumns})
  select ${columns}, now() from (${intents}) i where ${isUnbudgeted('i')} and ${isThere('i')}
  on conflict (id) do nothing
  returning id
)
select id, null as tenant from inserted union all select null, tenant from budgeted`,
};

/** Within the budgets of their tenants and credentials. Answers for those that were not let in. */
export const reserveSinglesInBudgets = {
  name: 'ledger-reserve-singles-in-budgets',
  text: `
with intent as materialized (${intents}
), asking as materialized (
  select distinct on (id) * from intent i
  where not exists (select from ledger_attempts a where a.id = i.id) and ${isThere('i')}
  order by id, ord
), ${weighBudgets({ asking: 'asking', tenants: '$2', credentials: '$7' })}, inserted as (
  insert into ledger_attempts (${attemptColumns})
  select ${columns}, ${madeAt} from asking i where ord not in (select ord from refused)
  on conflict (id) do nothing
  returning id
), admitted as materialized (
  select ord from asking join inserted using (id)
), raised as (${raiseBudgets('admitted')})
select ord::int4 as ord, outcome, budget from refused
union all
select ord::int4, 'fenced', null from intent
where ord not in (select ord from refused) and ord not in (select ord from admitted)`,
};
