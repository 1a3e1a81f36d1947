import { attemptColumns } from './attempt-columns.js';

/** Single calls: no budget; an attempt that another process has made for the same call is refused. */
export const reserveSingles = {
  name: 'ledger-reserve-singles',
  text: `
insert into ledger_attempts (${attemptColumns})
select id, tenant, job, null, decode(call_key, 'hex'), attempt, model, credential, purpose, usd, tokens
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::int2[], $6::text[], $7::text[], $8::text[],
  $9::float8[], $10::int8[])
  as i (id, tenant, job, call_key, attempt, model, credential, purpose, usd, tokens)
on conflict (id) do nothing
returning id`,
};
