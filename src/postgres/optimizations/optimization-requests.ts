import { and, eq, sql } from 'drizzle-orm';
import {
  restingStatuses,
  resumableStatuses,
  terminalStatuses,
  type OptimizationKind,
  type OptimizationStore,
} from '../../optimization/optimization-store.js';
import type { JsonObject } from '../../sdk/index.js';
import type { Database } from '../open-database.js';
import { isId } from '../stored-text.js';
import { idempotencyKeys } from '../tables/idempotency-keys.js';
import { ledgerAnswers } from '../tables/ledger-answers.js';
import { optimizations } from '../tables/optimizations.js';
import { destroyKeysOfRun } from './destroy-keys-of-run.js';
import { appendEvent, isOne, type OptimizationRow, recordOf, tell, type Transaction } from './optimization-rows.js';

/** Under which the keys of deleted runs are remembered. */
export const deletedOperation = (kind: OptimizationKind) => `deleted ${kind}`;

/** What a customer asks of a run, whoever works on it. */
export class OptimizationRequests {
  constructor(private readonly database: Database) {}

  /** Marks it, and ends it where no worker holds it. */
  cancel(tenant: string, id: string): ReturnType<OptimizationStore['requestCancel']> {
    return this.#asked(tenant, id, async (transaction, row) => {
      if (terminalStatuses.includes(row.status)) return recordOf(row);
      const ends = row.status !== 'running';
      const [marked] = await transaction
        .update(optimizations)
        .set({ cancelRequested: true, ...(ends ? { status: 'cancelled', finishedAt: sql`now()` } : {}) })
        .where(isOne(tenant, id))
        .returning();
      if (ends) {
        await destroyKeysOfRun(transaction, tenant, id);
        await appendEvent(transaction, tenant, id, {
          kind: 'finished',
          message: row.status === 'queued' ? 'Cancelled before it began.' : 'Cancelled while it was paused.',
        });
      }
      return recordOf(marked!);
    });
  }

  /** Marks it, and pauses it where no worker holds it. */
  pause(tenant: string, id: string): ReturnType<OptimizationStore['requestPause']> {
    return this.#asked(tenant, id, async (transaction, row) => {
      const wakes = row.status === 'paused' && row.retryAt !== null;
      if ((restingStatuses.includes(row.status) && !wakes) || row.cancelRequested) return recordOf(row);
      const waits = row.status === 'queued';
      const { retryAt: _, ...reason } = row.reason ?? { code: 'CANCELLED', message: 'It was paused.' };
      const [marked] = await transaction
        .update(optimizations)
        .set({
          pauseRequested: true,
          ...(waits ? { status: 'paused' } : {}),
          ...(wakes ? { reason, retryAt: null } : {}),
        })
        .where(isOne(tenant, id))
        .returning();
      if (waits) await appendEvent(transaction, tenant, id, { kind: 'paused', message: 'Paused before it began.' });
      return recordOf(marked!);
    });
  }

  /** What is paused waits for a worker again. */
  resume(
    tenant: string,
    id: string,
    credentials?: Readonly<Record<string, string | null>>,
  ): ReturnType<OptimizationStore['requestResume']> {
    return this.#asked(tenant, id, async (transaction, row) => {
      if (!resumableStatuses.includes(row.status)) return { record: recordOf(row), resumed: false };
      const kept = row.input['credentials'] as JsonObject;
      const [marked] = await transaction
        .update(optimizations)
        .set({
          pauseRequested: false,
          reason: null,
          retryAt: null,
          status: 'queued',
          turn: row.turn + 1,
          ...(credentials === undefined ? {} : { input: { ...row.input, credentials: { ...kept, ...credentials } } }),
        })
        .where(isOne(tenant, id))
        .returning();
      return { record: recordOf(marked!), resumed: true };
    });
  }

  /** Everything of it but its accounts. */
  remove(tenant: string, id: string): ReturnType<OptimizationStore['remove']> {
    return this.#asked(tenant, id, async (transaction, { status, kind, idempotencyKey, inputHash }) => {
      if (status === 'running') return 'running';
      // A late duplicate of the request that began it must not begin it again.
      if (idempotencyKey !== null && inputHash !== null) {
        await transaction
          .insert(idempotencyKeys)
          .values({
            tenant,
            operation: deletedOperation(kind),
            key: idempotencyKey,
            inputHash,
            result: id,
            leaseUntil: sql`now()`,
          })
          .onConflictDoNothing();
      }
      await transaction.delete(optimizations).where(isOne(tenant, id));
      await transaction.delete(ledgerAnswers).where(and(eq(ledgerAnswers.tenant, tenant), eq(ledgerAnswers.job, id)));
      await destroyKeysOfRun(transaction, tenant, id);
      return 'removed';
    });
  }

  /** Under the lock of its row, and told of. */
  async #asked<T>(
    tenant: string,
    id: string,
    change: (transaction: Transaction, row: OptimizationRow) => Promise<T>,
  ): Promise<T | undefined> {
    if (!isId(id)) return undefined;
    return this.database.ofTenant(tenant, async ({ drizzle: transaction }) => {
      const [row] = await transaction.select().from(optimizations).where(isOne(tenant, id)).for('no key update');
      if (!row) return undefined;
      const changed = await change(transaction, row);
      await tell(transaction, id);
      return changed;
    });
  }
}
