import type { JsonValue } from '../../src/sdk/index.js';
import type {
  BudgetLeft,
  BudgetLimit,
  BudgetLimits,
  Intent,
  Ledger,
  Reservation,
  Settlement,
  SpendRow,
  UsageDimension,
  UsageQuery,
  UsageRow,
} from '../../src/usage/ledger.js';

interface Entry {
  readonly id: string;
  readonly intent: Intent;
  readonly at: Date;
  settlement: Settlement | undefined;
}

const unlimited: BudgetLimits = { maxCalls: null, maxTaskCalls: null, maxUsd: null, maxTokens: null };

/** A ledger of one process, for tests: the port's promises without a database. */
export class InMemoryLedger implements Ledger {
  readonly entries: Entry[] = [];
  readonly #jobs = new Map<string, { epoch: number; limits: BudgetLimits }>();
  readonly #cached = new Map<string, number>();

  async takeOver({ tenant, job, limits }: { tenant: string; job: string; limits: BudgetLimits }) {
    const former = this.#jobs.get(`${tenant} ${job}`);
    const epoch = (former?.epoch ?? 0) + 1;
    this.#jobs.set(`${tenant} ${job}`, { epoch, limits: former?.limits ?? limits });
    for (const entry of this.#of(tenant, job)) {
      entry.settlement ??= { kind: 'in-doubt', errorCode: 'INTERNAL' };
    }
    return { epoch };
  }

  async answers(tenant: string, job: string): Promise<ReadonlyMap<string, JsonValue>> {
    return this.#answers(tenant, job);
  }

  #answers(tenant: string, job: string): Map<string, JsonValue> {
    const answers = new Map<string, JsonValue>();
    for (const { intent, settlement } of this.#of(tenant, job)) {
      if (settlement?.kind === 'answered' && settlement.answer !== null) answers.set(intent.callKey, settlement.answer);
    }
    return answers;
  }

  // Without an await between the check and the entry: what a database does in one statement.
  async reserve(intent: Intent): Promise<Reservation> {
    const answer = this.#answers(intent.tenant, intent.job).get(intent.callKey);
    if (answer !== undefined) return { kind: 'answered', answer };
    if (intent.epoch !== null) {
      const job = this.#jobs.get(`${intent.tenant} ${intent.job}`);
      if (job?.epoch !== intent.epoch) return { kind: 'fenced' };
      const limit = this.#exhausted(this.#left(intent.tenant, intent.job), intent);
      if (limit) return { kind: 'exhausted', limit };
    }
    const id = String(this.entries.length + 1);
    this.entries.push({ id, intent, at: new Date(), settlement: undefined });
    return { kind: 'reserved', id };
  }

  async settle(intent: Intent, id: string, settlement: Settlement): Promise<void> {
    const entry = this.entries.find((one) => one.id === id && one.intent.job === intent.job);
    if (!entry) throw new Error('No such reservation.');
    if (entry.settlement && settlement.kind !== 'answered') return;
    entry.settlement = settlement;
  }

  async countCached({ tenant, job }: Pick<Intent, 'tenant' | 'job'>, times: number): Promise<void> {
    this.#cached.set(`${tenant} ${job}`, (this.#cached.get(`${tenant} ${job}`) ?? 0) + times);
  }

  async left(tenant: string, job: string): Promise<BudgetLeft> {
    return this.#left(tenant, job);
  }

  #left(tenant: string, job: string): BudgetLeft {
    const limits = this.#jobs.get(`${tenant} ${job}`)?.limits ?? unlimited;
    const counted = this.#of(tenant, job).filter(({ settlement }) => settlement?.kind !== 'not-sent');
    const usd = counted.reduce((sum, entry) => sum + dollarsOf(entry), 0);
    const tokens = counted.reduce((sum, entry) => sum + tokensOf(entry), 0);
    const tasks = counted.filter(({ intent }) => intent.purpose === 'task' || intent.purpose === 'test').length;
    const rest = (limit: number | null, used: number) => (limit === null ? null : limit - used);
    return {
      maxCalls: rest(limits.maxCalls, counted.length),
      maxTaskCalls: rest(limits.maxTaskCalls, tasks),
      maxUsd: rest(limits.maxUsd, usd),
      maxTokens: rest(limits.maxTokens, tokens),
    };
  }

  async spend(tenant: string, job: string): Promise<readonly SpendRow[]> {
    const rows = new Map<string, SpendRow>();
    for (const entry of this.#of(tenant, job)) {
      const { model, purpose } = entry.intent;
      const key = `${model} ${purpose}`;
      rows.set(key, { ...addEntry(rows.get(key) ?? nothing, entry), model, purpose });
    }
    return [...rows.values()];
  }

  async usage(tenant: string, { from, to, groupBy }: UsageQuery): Promise<readonly UsageRow[]> {
    const rows = new Map<string, UsageRow>();
    for (const entry of this.entries) {
      if (entry.intent.tenant !== tenant || (from && entry.at < from) || (to && entry.at >= to)) continue;
      const key = Object.fromEntries(groupBy.map((dimension) => [dimension, valueOf(entry, dimension)]));
      const id = JSON.stringify(key);
      rows.set(id, { ...addEntry(rows.get(id) ?? nothing, entry), key });
    }
    return [...rows.values()];
  }

  /** What every test may ask: nothing is left open. */
  get open(): readonly Entry[] {
    return this.entries.filter(({ settlement }) => settlement === undefined);
  }

  #of(tenant: string, job: string): Entry[] {
    return this.entries.filter(({ intent }) => intent.tenant === tenant && intent.job === job);
  }

  #exhausted(left: BudgetLeft, intent: Intent): BudgetLimit | undefined {
    const task = intent.purpose === 'task' || intent.purpose === 'test';
    if (left.maxCalls !== null && left.maxCalls < 1) return 'maxCalls';
    if (task && left.maxTaskCalls !== null && left.maxTaskCalls < 1) return 'maxTaskCalls';
    if (left.maxUsd !== null && left.maxUsd < intent.reserved.usd) return 'maxUsd';
    if (left.maxTokens !== null && left.maxTokens < intent.reserved.tokens) return 'maxTokens';
    return undefined;
  }
}

const nothing = { calls: 0, cachedCalls: 0, inputTokens: 0, outputTokens: 0, usd: 0, unpricedCalls: 0 };

const dollarsOf = ({ intent, settlement }: Entry): number =>
  settlement?.kind === 'answered'
    ? (settlement.usd ?? 0)
    : settlement?.kind === 'refused' || settlement?.kind === 'not-sent'
      ? 0
      : intent.reserved.usd;

const tokensOf = ({ intent, settlement }: Entry): number =>
  settlement?.kind === 'answered'
    ? settlement.usage.inputTokens + settlement.usage.outputTokens
    : settlement?.kind === 'refused' || settlement?.kind === 'not-sent'
      ? 0
      : intent.reserved.tokens;

function addEntry<T extends typeof nothing>(row: T, entry: Entry): T {
  const { settlement } = entry;
  if (settlement?.kind === 'not-sent') return row;
  const usage = settlement?.kind === 'answered' ? settlement.usage : { inputTokens: 0, outputTokens: 0 };
  const unpriced = settlement?.kind === 'answered' && settlement.usd === null;
  return {
    ...row,
    calls: row.calls + 1,
    inputTokens: row.inputTokens + usage.inputTokens,
    outputTokens: row.outputTokens + usage.outputTokens,
    usd: row.usd + dollarsOf(entry),
    unpricedCalls: row.unpricedCalls + (unpriced ? 1 : 0),
  };
}

function valueOf({ intent, at }: Entry, dimension: UsageDimension): string | null {
  if (dimension === 'day') return at.toISOString().slice(0, 10);
  if (dimension === 'optimization') return intent.epoch === null ? null : intent.job;
  return intent[dimension];
}
