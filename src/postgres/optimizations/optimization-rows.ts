import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { OptimizationEvent, OptimizationRecord } from '../../optimization/optimization-store.js';
import { changesChannel } from '../notifications.js';
import type { Rows } from '../open-database.js';
import { optimizationEvents } from '../tables/optimization-events.js';
import { optimizations } from '../tables/optimizations.js';
import { withoutNulls } from '../without-nulls.js';

export type Transaction = Rows['drizzle'];
export type OptimizationRow = typeof optimizations.$inferSelect;

export const isOne = (tenant: string, id: string): SQL | undefined =>
  and(eq(optimizations.tenant, tenant), eq(optimizations.id, id));

export const tell = (transaction: Transaction, id: string): Promise<unknown> =>
  transaction.execute(sql`select pg_notify(${changesChannel}, ${id})`);

/** Numbered under the lock of its optimization's row, so that no event appears before one that was read already. */
export async function appendEvent(
  transaction: Transaction,
  tenant: string,
  optimization: string,
  event: Omit<OptimizationEvent, 'cursor' | 'at'>,
): Promise<boolean> {
  const [numbered] = await transaction
    .update(optimizations)
    .set({ events: sql`${optimizations.events} + 1` })
    .where(isOne(tenant, optimization))
    .returning({ number: optimizations.events });
  if (!numbered) return false;
  await transaction.insert(optimizationEvents).values({ tenant, optimization, number: numbered.number, ...event });
  return true;
}

export function recordOf(row: OptimizationRow): OptimizationRecord {
  const { position: _p, events: _e, retryAt: _r, idempotencyKey: _k, inputHash: _h, ...record } = row;
  return withoutNulls(record);
}
