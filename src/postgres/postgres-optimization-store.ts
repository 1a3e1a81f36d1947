import { and, asc, eq, gt, inArray, isNull, lte, notInArray, sql, type SQL } from 'drizzle-orm';
import {
  restingStatuses,
  terminalStatuses,
  type CandidateRecord,
  type OptimizationEvent,
  type OptimizationKind,
  type OptimizationPatch,
  type OptimizationRecord,
  type OptimizationStore,
} from '../optimization/optimization-store.js';
import type { Page, PageRequest } from '../paging/page.js';
import { ByomError, type JsonObject } from '../sdk/index.js';
import type { Database } from './open-database.js';
import { cursorKey, pageCursor } from './page-cursor.js';
import { destroyKeysOfRun } from './optimizations/destroy-keys-of-run.js';
import { deletedOperation, OptimizationRequests } from './optimizations/optimization-requests.js';
import { appendEvent, isOne, recordOf, tell, type Transaction } from './optimizations/optimization-rows.js';
import { readPage } from './read-page.js';
import { isId, isStorable, storedText } from './stored-text.js';
import { idempotencyKeys } from './tables/idempotency-keys.js';
import { optimizationCandidates } from './tables/optimization-candidates.js';
import { optimizationEvents } from './tables/optimization-events.js';
import { optimizationExamples } from './tables/optimization-examples.js';
import { optimizations } from './tables/optimizations.js';
import { withoutNulls } from './without-nulls.js';

/** Woken at once; the rest soon after. */
const mostDue = 100;

export class PostgresOptimizationStore implements OptimizationStore {
  readonly #requests: OptimizationRequests;

  constructor(private readonly database: Database) {
    this.#requests = new OptimizationRequests(database);
  }

  async create(
    { examples, ...record }: Parameters<OptimizationStore['create']>[0],
    idempotency?: Parameters<OptimizationStore['create']>[1],
    paused = false,
  ): ReturnType<OptimizationStore['create']> {
    const idempotencyKey = idempotency && storedText(idempotency.key, 'idempotency key');
    const row = await this.database.ofTenant(record.tenant, async ({ drizzle: transaction }) => {
      const [made] = await transaction
        .insert(optimizations)
        .values({
          ...record,
          status: paused ? 'paused' : 'queued',
          pauseRequested: paused,
          adaptations: [],
          idempotencyKey,
          inputHash: idempotency?.inputHash,
        })
        .onConflictDoNothing({ target: [optimizations.tenant, optimizations.kind, optimizations.idempotencyKey] })
        .returning();
      if (made && examples) {
        await transaction.insert(optimizationExamples).values({ optimization: made.id, tenant: made.tenant, examples });
      }
      return made;
    });
    if (row) return { record: recordOf(row), created: true };
    const first = await this.withKey(record.tenant, record.kind, idempotency!);
    if (first === undefined) throw deleted();
    return first === 'mismatch' ? first : { record: first, created: false };
  }

  async withKey(
    tenant: string,
    kind: OptimizationKind,
    { key, inputHash }: { readonly key: string; readonly inputHash: string },
  ): Promise<OptimizationRecord | 'mismatch' | undefined> {
    const { tenant: owner, kind: ofKind, idempotencyKey } = optimizations;
    const row = await this.database.ofTenant(tenant, async ({ drizzle }) => {
      const [found] = await drizzle
        .select()
        .from(optimizations)
        .where(and(eq(owner, tenant), eq(ofKind, kind), eq(idempotencyKey, key)));
      if (found) return found;
      const ofDeleted = { tenant: idempotencyKeys.tenant, of: idempotencyKeys.operation, key: idempotencyKeys.key };
      const gone = await drizzle
        .select({ key: ofDeleted.key })
        .from(idempotencyKeys)
        .where(and(eq(ofDeleted.tenant, tenant), eq(ofDeleted.of, deletedOperation(kind)), eq(ofDeleted.key, key)));
      if (gone.length > 0) throw deleted();
      return undefined;
    });
    return row && (row.inputHash === inputHash ? recordOf(row) : 'mismatch');
  }

  async find(tenant: string, id: string): Promise<OptimizationRecord | undefined> {
    if (!isId(id)) return undefined;
    const [row] = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle.select().from(optimizations).where(isOne(tenant, id)),
    );
    return row && recordOf(row);
  }

  async standing(tenant: string, id: string): ReturnType<OptimizationStore['standing']> {
    if (!isId(id)) return undefined;
    const { status, cancelRequested, pauseRequested } = optimizations;
    const [row] = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle.select({ status, cancelRequested, pauseRequested }).from(optimizations).where(isOne(tenant, id)),
    );
    return row;
  }

  async examples(tenant: string, id: string): Promise<JsonObject | undefined> {
    if (!isId(id)) return undefined;
    const [row] = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .select({ examples: optimizationExamples.examples })
        .from(optimizationExamples)
        .where(and(eq(optimizationExamples.tenant, tenant), eq(optimizationExamples.optimization, id))),
    );
    return row?.examples;
  }

  list(
    tenant: string,
    { status, kind }: Parameters<OptimizationStore['list']>[1],
    page: PageRequest,
  ): Promise<Page<OptimizationRecord>> {
    const where = and(
      eq(optimizations.tenant, tenant),
      status && inArray(optimizations.status, [...status]),
      kind && inArray(optimizations.kind, [...kind]),
    );
    const rows = { table: optimizations, where, key: optimizations.position, newestFirst: true };
    return this.database.ofTenant(tenant, (one) => readPage(one, rows, page, recordOf));
  }

  unfinished(): ReturnType<OptimizationStore['unfinished']> {
    return this.database.ofOperator(({ drizzle }) =>
      drizzle
        .select({ id: optimizations.id, tenant: optimizations.tenant, turn: optimizations.turn })
        .from(optimizations)
        .where(and(isNull(optimizations.finishedAt), notInArray(optimizations.status, [...restingStatuses])))
        .orderBy(asc(optimizations.position)),
    );
  }

  update(tenant: string, id: string, epoch: number, patch: OptimizationPatch): Promise<boolean> {
    return this.#write(tenant, id, epoch, async (transaction) => {
      const lasting =
        patch.status &&
        notInArray(
          optimizations.status,
          restingStatuses.filter((one) => one !== patch.status),
        );
      const { rowCount } = await transaction
        .update(optimizations)
        .set({ tenant, ...patch, ...(patch.reason && { retryAt: momentOf(patch.reason.retryAt) }) })
        .where(and(isOne(tenant, id), lasting));
      if (rowCount === 1 && patch.status && terminalStatuses.includes(patch.status)) {
        await destroyKeysOfRun(transaction, tenant, id);
      }
      return rowCount === 1;
    });
  }

  putCandidate(tenant: string, optimization: string, epoch: number, candidate: CandidateRecord): Promise<boolean> {
    return this.#write(tenant, optimization, epoch, async (transaction) => {
      const { id, index } = candidate;
      await transaction
        .insert(optimizationCandidates)
        .values({ tenant, optimization, id, index, candidate })
        .onConflictDoUpdate({
          target: [optimizationCandidates.optimization, optimizationCandidates.id],
          set: { index, candidate },
          setWhere: eq(optimizationCandidates.tenant, tenant),
        });
      return true;
    });
  }

  async candidate(tenant: string, optimization: string, id: string): Promise<CandidateRecord | undefined> {
    if (!isStorable(optimization) || !isStorable(id)) return undefined;
    const [row] = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .select({ candidate: optimizationCandidates.candidate })
        .from(optimizationCandidates)
        .where(and(candidatesOf(tenant, optimization), eq(optimizationCandidates.id, id))),
    );
    return row?.candidate;
  }

  candidates(tenant: string, optimization: string, page: PageRequest): Promise<Page<CandidateRecord>> {
    const where = candidatesOf(tenant, isStorable(optimization) ? optimization : '');
    const rows = { table: optimizationCandidates, where, key: optimizationCandidates.index };
    return this.database.ofTenant(tenant, (one) => readPage(one, rows, page, ({ candidate }) => candidate));
  }

  appendEvent(
    tenant: string,
    optimization: string,
    epoch: number,
    event: Omit<OptimizationEvent, 'cursor' | 'at'>,
  ): Promise<boolean> {
    return this.#write(tenant, optimization, epoch, (transaction) =>
      appendEvent(transaction, tenant, optimization, event),
    );
  }

  async eventsAfter(
    tenant: string,
    optimization: string,
    after: string | undefined,
    limit: number,
  ): Promise<readonly OptimizationEvent[]> {
    const start = cursorKey(after, 'number');
    if (!isStorable(optimization)) return [];
    const rows = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .select()
        .from(optimizationEvents)
        .where(
          and(
            eq(optimizationEvents.tenant, tenant),
            eq(optimizationEvents.optimization, optimization),
            start === undefined ? undefined : gt(optimizationEvents.number, Number(start)),
          ),
        )
        .orderBy(asc(optimizationEvents.number))
        .limit(limit),
    );
    return rows.map(({ number, kind, message, candidate, at }) =>
      withoutNulls({ cursor: pageCursor(number), kind, message, at, candidate }),
    );
  }

  requestCancel(tenant: string, id: string): ReturnType<OptimizationStore['requestCancel']> {
    return this.#requests.cancel(tenant, id);
  }

  requestPause(tenant: string, id: string): ReturnType<OptimizationStore['requestPause']> {
    return this.#requests.pause(tenant, id);
  }

  requestResume(
    ...[tenant, id, credentials]: Parameters<OptimizationStore['requestResume']>
  ): ReturnType<OptimizationStore['requestResume']> {
    return this.#requests.resume(tenant, id, credentials);
  }

  remove(tenant: string, id: string): ReturnType<OptimizationStore['remove']> {
    return this.#requests.remove(tenant, id);
  }

  watch(id: string, onChange: () => void): Promise<() => void> {
    return this.database.notifications.listen(id, onChange);
  }

  due(): ReturnType<OptimizationStore['due']> {
    const { id, tenant, retryAt } = optimizations;
    return this.database.ofOperator(({ drizzle }) =>
      drizzle
        .select({ id, tenant })
        .from(optimizations)
        .where(and(eq(optimizations.status, 'paused'), lte(retryAt, sql`now()`)))
        .orderBy(asc(retryAt))
        .limit(mostDue),
    );
  }

  /** Locks the owner's row against a new owner until the write is committed, and tells of it. */
  #write(
    tenant: string,
    id: string,
    epoch: number,
    write: (transaction: Transaction) => Promise<boolean>,
  ): Promise<boolean> {
    return this.database.ofTenant(tenant, async ({ drizzle: transaction }) => {
      const { rowCount } = await transaction.execute(
        sql`select from ledger_jobs where tenant = ${tenant} and job = ${id} and epoch = ${epoch} for key share`,
      );
      if (rowCount !== 1 || !(await write(transaction))) return false;
      await tell(transaction, id);
      return true;
    });
  }
}

const momentOf = (date: string | undefined) => (date === undefined ? null : new Date(date));

const deleted = () =>
  new ByomError('CONFLICT', 'The optimization of this idempotencyKey was deleted: take another key for another.');

const candidatesOf = (tenant: string, optimization: string): SQL | undefined =>
  and(eq(optimizationCandidates.tenant, tenant), eq(optimizationCandidates.optimization, optimization));
