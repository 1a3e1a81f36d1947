import pg from 'pg';
import type { Intent } from '../../usage/ledger.js';

/**
 * Begins a transaction with the locks of the jobs, then of the budgets, that a group's intents count in, each in the order
 * of their keys, so that nobody waits in a circle. Its next statement sees them as they are then: one that locks them
 * itself goes on to change versions that it saw before it had the locks, and waits for those who wait for it.
 */
export function lockAccounts(intents: readonly Intent[]): string {
  const tenants = new Set(intents.map(({ tenant }) => pg.escapeLiteral(tenant)));
  const jobs = new Set(
    intents.flatMap(({ tenant, job, epoch }) =>
      epoch === null ? [] : [`(${pg.escapeLiteral(tenant)}, ${pg.escapeLiteral(job)})`],
    ),
  );
  return [
    'begin',
    ...(jobs.size === 0
      ? []
      : [
          `select from ledger_jobs where (tenant, job) in (${[...jobs].join(', ')}) order by tenant, job for no key update`,
        ]),
    `select from spending_budgets where tenant in (${[...tenants].join(', ')}) order by id for no key update`,
  ].join('; ');
}
