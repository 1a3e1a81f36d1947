import { correctBudgets, givenBack, heldBudgets } from './correct-budgets.js';
import { maySettle, settledColumns } from './settled-columns.js';
import { budgetedTenants, isUnbudgeted } from './budgeted-tenants.js';

const settlements = `unnest($1::uuid[], $2::text[], $3::text[], $4::int8[], $5::int8[], $6::int8[], $7::int8[], $8::float8[],
    $9::bool[], $10::text[])
    as s (id, state, error_code, input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, usd, estimated, tenant)`;

/** One row an item, as all statements of the ledger. Gives the tenants that have budgets, and leaves theirs out. */
export const settleSingles = {
  name: 'ledger-settle-singles',
  text: `
with ${budgetedTenants('$10')}, settled as (
  update ledger_attempts a set ${settledColumns}
  from ${settlements}
  where a.id = s.id and ${maySettle} and ${isUnbudgeted('s')}
)
select tenant from budgeted`,
};

/** Corrects the budgets too. */
export const settleSinglesInBudgets = {
  name: 'ledger-settle-singles-in-budgets',
  text: `
with ${heldBudgets('$10')}, settled as (
  update ledger_attempts a set ${settledColumns}
  from ${settlements}
  where a.id = s.id and ${maySettle}
  returning a.tenant, a.credential, a.created_at, ${givenBack}
)
${correctBudgets}`,
};
