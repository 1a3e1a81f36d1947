import { abandonedAfter } from './attempt-columns.js';

/**
 * What nobody settles any more may have been answered. Those of jobs are their next owner's; rows that are being settled at
 * this moment are passed over, so that nobody waits. Looks at those made after `$1` alone, and says from where the next look
 * has to begin: an intent may come into the table some time after its statement began.
 */
export const doubtAbandoned = {
  name: 'ledger-doubt-abandoned',
  text: `
with doubted as (
  update ledger_attempts set state = 'in-doubt', error_code = 'INTERNAL', settled_at = now()
  where id in (
    select id from ledger_attempts
    where state = 'open' and epoch is null and created_at > $1::timestamptz and created_at < now() - ${abandonedAfter}
    for update skip locked
  )
  returning id
)
select (select count(*)::int from doubted) as doubted, (now() - 2 * ${abandonedAfter})::text as until`,
};
