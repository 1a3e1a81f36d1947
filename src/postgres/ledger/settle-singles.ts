import { maySettle, settledColumns } from './settled-columns.js';

/** One row an item, as all statements of the ledger. */
export const settleSingles = {
  name: 'ledger-settle-singles',
  text: `
update ledger_attempts a set ${settledColumns}
from unnest($1::uuid[], $2::text[], $3::text[], $4::int8[], $5::int8[], $6::int8[], $7::int8[], $8::float8[])
  as s (id, state, error_code, input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, usd)
where a.id = s.id and ${maySettle}`,
};
