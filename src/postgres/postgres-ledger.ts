import type pg from 'pg';
import type { JsonValue } from '../sdk/index.js';
import { attemptId, mostAttempts } from '../usage/attempt-id.js';
import type {
  AttemptState,
  BudgetLeft,
  BudgetLimit,
  BudgetLimits,
  Intent,
  Ledger,
  Reservation,
  Settlement,
  SpendRow,
  UsageQuery,
  UsageRow,
} from '../usage/ledger.js';
import { timeOrderedId } from '../usage/time-ordered-id.js';
import { GroupCommit, type GroupResult } from './group-commit.js';
import { countBudgets } from './ledger/count-budgets.js';
import { doubtAbandoned } from './ledger/doubt-abandoned.js';
import { lockAccounts } from './ledger/lock-accounts.js';
import { refusalOf, type Refused } from './ledger/refusal-of.js';
import { reserveInJobs, reserveInJobsInBudgets } from './ledger/reserve-in-jobs.js';
import { reserveSingles, reserveSinglesInBudgets } from './ledger/reserve-singles.js';
import { settleInJobs, settleInJobsInBudgets } from './ledger/settle-in-jobs.js';
import { settleSingles, settleSinglesInBudgets } from './ledger/settle-singles.js';
import { spendOfJob, usageOfTenant } from './ledger/usage-of-tenant.js';
import type { Database } from './open-database.js';

interface Reserving {
  readonly id: string;
  readonly intent: Intent;
}
interface Settling extends Reserving {
  readonly settlement: Settlement;
}

const largestInteger = 2 ** 31 - 1;
const integerOf = (limit: number | null) => (limit === null ? null : Math.min(Math.floor(limit), largestInteger));

/** Of the statements that reserve; those of jobs take the epochs too. */
const intentValues = (items: readonly Reserving[], ...epochs: readonly unknown[][]): unknown[] => [
  items.map(({ id }) => id),
  items.map(({ intent }) => intent.tenant),
  items.map(({ intent }) => intent.job),
  ...epochs,
  items.map(({ intent }) => intent.callKey),
  items.map(({ intent }) => intent.attempt),
  items.map(({ intent }) => intent.model),
  items.map(({ intent }) => intent.credential),
  items.map(({ intent }) => intent.purpose),
  items.map(({ intent }) => intent.reserved.usd),
  items.map(({ intent }) => Math.ceil(intent.reserved.tokens)),
];

/** The ledger on Postgres, every commit shared by what arrives while the one before it is under way. */
export class PostgresLedger implements Ledger {
  readonly #reserveSingles = new GroupCommit<Reserving, Reservation | 'uncounted'>((items) =>
    this.#insertSingles(items),
  );
  readonly #reserveInJobs = new GroupCommit<Reserving, Reservation | 'uncounted'>((items) => this.#insertInJobs(items));
  readonly #settleSingles = new GroupCommit<Settling, void>((items) => this.#settle(items, false));
  readonly #settleInJobs = new GroupCommit<Settling, void>((items) => this.#settle(items, true));

  /** Tenants that had budgets when they were last asked for: where to begin, while each statement looks for itself. */
  readonly #budgeted = new Set<string>();
  readonly #counting = new Map<string, Promise<void>>();
  /** What was made before has been looked at. */
  #doubtedUntil = '-infinity';

  constructor(private readonly database: Database) {}

  takeOver({ tenant, job, limits }: { readonly tenant: string; readonly job: string; readonly limits: BudgetLimits }) {
    return this.database.ofTenant(tenant, async ({ client }) => {
      await client.query(
        `insert into ledger_jobs (tenant, job, epoch, max_calls, max_task_calls, max_usd, max_tokens)
         values ($1, $2, 0, $3, $4, $5, $6) on conflict do nothing`,
        [
          tenant,
          job,
          integerOf(limits.maxCalls),
          integerOf(limits.maxTaskCalls),
          limits.maxUsd,
          limits.maxTokens === null ? null : Math.min(Math.floor(limits.maxTokens), Number.MAX_SAFE_INTEGER),
        ],
      );
      // Waits for every write of the former owner that is fenced by a look at this row.
      await client.query('select from ledger_jobs where tenant = $1 and job = $2 for update', [tenant, job]);
      const { rows } = await client.query<{ epoch: number }>(
        'update ledger_jobs set epoch = epoch + 1 where tenant = $1 and job = $2 returning epoch',
        [tenant, job],
      );
      await client.query(
        `update ledger_attempts set state = 'in-doubt', error_code = 'INTERNAL', settled_at = now()
         where tenant = $1 and job = $2 and epoch is not null and state = 'open'`,
        [tenant, job],
      );
      return { epoch: rows[0]!.epoch };
    });
  }

  async answers(tenant: string, job: string): Promise<ReadonlyMap<string, JsonValue>> {
    const { rows } = await this.database.ofTenant(tenant, ({ client }) =>
      client.query<{ key: string; answer: JsonValue }>(
        `select encode(call_key, 'hex') as key, answer from ledger_answers where tenant = $1 and job = $2`,
        [tenant, job],
      ),
    );
    return new Map(rows.map(({ key, answer }) => [key, answer]));
  }

  async reserve(intent: Intent): Promise<Reservation> {
    const [group, id] =
      intent.epoch === null
        ? [this.#reserveSingles, attemptId(intent.job, intent.attempt)]
        : [this.#reserveInJobs, timeOrderedId()];
    for (;;) {
      const reservation = await group.add({ id, intent });
      if (reservation !== 'uncounted') return reservation;
      // Apart from the group, whose other tenants need not wait for it.
      await this.#count(intent.tenant);
    }
  }

  settle(intent: Intent, id: string, settlement: Settlement): Promise<void> {
    const item = { id, intent, settlement };
    return (intent.epoch === null ? this.#settleSingles : this.#settleInJobs).add(item);
  }

  async countCached(use: Pick<Intent, 'tenant' | 'job' | 'model' | 'purpose'>, times: number): Promise<void> {
    if (times < 1) return;
    await this.database.ofTenant(use.tenant, ({ client }) =>
      client.query(
        `insert into ledger_cached (tenant, job, model, purpose, day, times)
         values ($1, $2, $3, $4, (now() at time zone 'UTC')::date, $5)
         on conflict (tenant, job, model, purpose, day) do update set times = ledger_cached.times + excluded.times`,
        [use.tenant, use.job, use.model, use.purpose, times],
      ),
    );
  }

  async left(tenant: string, job: string): Promise<BudgetLeft> {
    const { rows } = await this.database.ofTenant(tenant, ({ client }) =>
      client.query<Record<BudgetLimit, number | null>>(
        `select max_calls - calls as "maxCalls", max_task_calls - task_calls as "maxTaskCalls", max_usd - usd as "maxUsd",
           (max_tokens - tokens)::float8 as "maxTokens"
         from ledger_jobs where tenant = $1 and job = $2`,
        [tenant, job],
      ),
    );
    return rows[0] ?? { maxCalls: null, maxTaskCalls: null, maxUsd: null, maxTokens: null };
  }

  spend(tenant: string, job: string): Promise<readonly SpendRow[]> {
    return this.database.ofTenant(tenant, ({ client }) => spendOfJob(client, tenant, job));
  }

  usage(tenant: string, query: UsageQuery): Promise<readonly UsageRow[]> {
    return this.database.ofTenant(tenant, ({ client }) => usageOfTenant(client, tenant, query));
  }

  async attempts(tenant: string, call: string): Promise<readonly AttemptState[]> {
    const ids = Array.from({ length: mostAttempts }, (_, index) => attemptId(call, index + 1));
    const { rows } = await this.database.ofTenant(tenant, ({ client }) =>
      client.query<{ state: AttemptState }>(
        `select state from ledger_attempts where tenant = $1 and job = $2 and epoch is null and id = any ($3::uuid[])
         order by attempt`,
        [tenant, call, ids],
      ),
    );
    return rows.map(({ state }) => state);
  }

  async doubtAbandoned(): Promise<number> {
    const { rows } = await this.database.ledger.query<{ doubted: number; until: string }>({
      ...doubtAbandoned,
      values: [this.#doubtedUntil],
    });
    this.#doubtedUntil = rows[0]!.until;
    return rows[0]!.doubted;
  }

  async #insertSingles(items: readonly Reserving[]): Promise<readonly GroupResult<Reservation | 'uncounted'>[]> {
    const values = intentValues(items);
    if (!this.#mayBeBudgeted(items)) {
      const { rows } = await this.database.ledger.query<{ id: string | null; tenant: string | null }>({
        ...reserveSingles,
        values,
      });
      const inserted = new Set(rows.map(({ id }) => id));
      const budgeted = this.#noteBudgeted(rows);
      return items.map(({ id, intent: { tenant } }) => {
        if (budgeted.has(tenant)) return 'again';
        // Of two with one id, the first.
        return { result: inserted.delete(id) ? { kind: 'reserved', id } : { kind: 'fenced' } };
      });
    }
    const { rows } = await this.#behindLocks<Refused>(items, { ...reserveSinglesInBudgets, values });
    const results = items.map(({ id }): GroupResult<Reservation | 'uncounted'> => ({
      result: { kind: 'reserved', id },
    }));
    for (const row of rows) results[row.ord - 1] = refusalOf(row);
    return results;
  }

  async #insertInJobs(items: readonly Reserving[]): Promise<readonly GroupResult<Reservation | 'uncounted'>[]> {
    const weighs = this.#mayBeBudgeted(items);
    const statement = {
      ...(weighs ? reserveInJobsInBudgets : reserveInJobs),
      values: intentValues(
        items,
        items.map(({ intent }) => intent.epoch),
      ),
    };
    type Reserved = Refused & { readonly answer: JsonValue };
    const { rows } = await (weighs
      ? this.#behindLocks<Reserved>(items, statement)
      : this.database.ledger.query<Reserved>(statement));
    return rows.map((row): GroupResult<Reservation | 'uncounted'> => {
      const { ord, outcome, answer } = row;
      const { id, intent } = items[ord - 1]!;
      if (outcome === 'reserved') return { result: { kind: 'reserved', id } };
      if (outcome === 'answered') return { result: { kind: 'answered', answer } };
      if (outcome === 'budgeted') this.#budgeted.add(intent.tenant);
      return refusalOf(row);
    });
  }

  async #settle(items: readonly Settling[], inJobs: boolean): Promise<readonly GroupResult<void>[]> {
    const usages = items.map(({ settlement }) => (settlement.kind === 'answered' ? settlement.usage : null));
    const values: unknown[] = [
      items.map(({ id }) => id),
      items.map(({ settlement }) => settlement.kind),
      items.map(({ settlement }) => (settlement.kind === 'answered' ? null : settlement.errorCode)),
      usages.map((usage) => usage && Math.round(usage.inputTokens)),
      usages.map((usage) => usage && Math.round(usage.cachedInputTokens)),
      usages.map((usage) => usage && Math.round(usage.outputTokens)),
      usages.map((usage) => usage && Math.round(usage.reasoningTokens)),
      items.map(({ settlement }) => (settlement.kind === 'answered' ? settlement.usd : null)),
      usages.map((usage) => usage && usage.estimated === true),
      items.map(({ intent }) => intent.tenant),
    ];
    if (inJobs) {
      values.push(
        items.map(({ intent }) => intent.job),
        items.map(({ intent }) => intent.callKey),
        items.map(({ settlement }) =>
          settlement.kind === 'answered' && settlement.answer !== null ? JSON.stringify(settlement.answer) : null,
        ),
      );
    }
    const settled = items.map(() => ({ result: undefined }));
    if (!this.#mayBeBudgeted(items)) {
      const statement = { ...(inJobs ? settleInJobs : settleSingles), values };
      const budgeted = this.#noteBudgeted((await this.database.ledger.query<{ tenant: string }>(statement)).rows);
      return settled.map((result, index) => (budgeted.has(items[index]!.intent.tenant) ? 'again' : result));
    }
    await this.#behindLocks(items, { ...(inJobs ? settleInJobsInBudgets : settleSinglesInBudgets), values });
    return settled;
  }

  #behindLocks<Row extends pg.QueryResultRow>(items: readonly Reserving[], statement: pg.QueryConfig) {
    const opening = lockAccounts(items.map(({ intent }) => intent));
    return this.database.ledger.inTransaction(opening, (client) => client.query<Row>(statement));
  }

  #mayBeBudgeted(items: readonly Reserving[]): boolean {
    return this.#budgeted.size > 0 && items.some(({ intent }) => this.#budgeted.has(intent.tenant));
  }

  /** Of what a statement gives, the tenants that turned out to have budgets, and whose items it has left out. */
  #noteBudgeted(rows: readonly { readonly tenant: string | null }[]): ReadonlySet<string> {
    const budgeted = new Set(rows.flatMap(({ tenant }) => tenant ?? []));
    for (const tenant of budgeted) this.#budgeted.add(tenant);
    return budgeted;
  }

  /** Counts a tenant's budgets, once for all that wait for it. */
  #count(tenant: string): Promise<void> {
    const counting =
      this.#counting.get(tenant) ??
      countBudgets(this.database, tenant).finally(() => void this.#counting.delete(tenant));
    this.#counting.set(tenant, counting);
    return counting;
  }
}
