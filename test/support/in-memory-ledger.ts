import type { JsonValue } from '../../src/sdk/index.js';
import type {
  AttemptState,
  BudgetLeft,
  BudgetLimit,
  BudgetLimits,
  CallPurpose,
  Intent,
  Ledger,
  Reservation,
  Settlement,
  SpendRow,
  UsageDimension,
  UsageQuery,
  UsageRow,
} from '../../src/usage/ledger.js';
import { InMemorySpendingBudgets, type Charge } from './in-memory-spending-budgets.js';

interface Entry {
  readonly id: string;
  readonly intent: Intent;
  readonly at: Date;
  settlement: Settlement | undefined;
}

interface CachedUse {
  readonly tenant: string;
  readonly job: string;
  readonly model: string;
  readonly purpose: CallPurpose;
  readonly at: Date;
  readonly times: number;
}

type Used = Record<BudgetLimit, number>;

interface Job {
  readonly entries: Entry[];
  /** By call key; the first that was bought. */
  readonly answers: Map<string, JsonValue>;
  readonly used: Used;
  /** Undefined until it has an owner. */
  owned?: { readonly epoch: number; readonly limits: BudgetLimits };
}

const unlimited: BudgetLimits = { maxCalls: null, maxTaskCalls: null, maxUsd: null, maxTokens: null };
const limitNames = ['maxCalls', 'maxTaskCalls', 'maxUsd', 'maxTokens'] as const;

/** A ledger of one process, for tests: the port's promises without a database. */
export class InMemoryLedger implements Ledger {
  readonly entries: Entry[] = [];
  readonly #byId = new Map<string, Entry>();
  readonly #jobs = new Map<string, Job>();
  readonly #cached: CachedUse[] = [];
  /** Of the tenants and credentials whose calls it keeps. */
  readonly budgets: InMemorySpendingBudgets;

  constructor(private readonly now: () => Date = () => new Date()) {
    this.budgets = new InMemorySpendingBudgets(
      () => this.entries.flatMap(chargeOf),
      () => this.entries.length,
      now,
    );
  }

  async takeOver({ tenant, job, limits }: { tenant: string; job: string; limits: BudgetLimits }) {
    const taken = this.#job(tenant, job);
    const epoch = (taken.owned?.epoch ?? 0) + 1;
    taken.owned = { epoch, limits: taken.owned?.limits ?? limits };
    for (const entry of taken.entries) entry.settlement ??= { kind: 'in-doubt', errorCode: 'INTERNAL' };
    return { epoch };
  }

  async answers(tenant: string, job: string): Promise<ReadonlyMap<string, JsonValue>> {
    return new Map(this.#jobs.get(`${tenant} ${job}`)?.answers);
  }

  // Without an await between the check and the entry: what a database does in one statement.
  async reserve(intent: Intent): Promise<Reservation> {
    const job = this.#job(intent.tenant, intent.job);
    if (intent.epoch !== null) {
      if (job.owned === undefined) return { kind: 'fenced' };
      const answer = job.answers.get(intent.callKey);
      if (answer !== undefined) return { kind: 'answered', answer };
      if (job.owned.epoch !== intent.epoch) return { kind: 'fenced' };
      const limit = exceeded(job, intent);
      if (limit !== undefined) return { kind: 'exhausted', limit };
    }
    const made = (entry: Entry) => entry.intent.attempt === intent.attempt;
    if (intent.epoch === null && job.entries.some(made)) return { kind: 'fenced' };
    const { tenant, credential, reserved } = intent;
    const { tokens } = reserved;
    const call = { tenant, credential, usd: reserved.usd ?? 0, unpriced: reserved.usd === null, tokens, calls: 1 };
    const budget = this.budgets.refusal(call);
    if (budget !== undefined) return { kind: 'over-budget', budget };
    const id = String(this.entries.length + 1);
    const entry: Entry = { id, intent, at: this.now(), settlement: undefined };
    this.entries.push(entry);
    this.#byId.set(id, entry);
    job.entries.push(entry);
    add(job.used, entry, 1);
    return { kind: 'reserved', id };
  }

  async settle(intent: Intent, id: string, settlement: Settlement): Promise<void> {
    const entry = this.#byId.get(id);
    if (entry?.intent.job !== intent.job) throw new Error('No such reservation.');
    const job = this.#job(intent.tenant, intent.job);
    if (settlement.kind === 'answered' && settlement.answer !== null && !job.answers.has(intent.callKey)) {
      job.answers.set(intent.callKey, settlement.answer);
    }
    const before = entry.settlement?.kind;
    if (before !== undefined && !(before === 'in-doubt' && settlement.kind === 'answered')) return;
    add(job.used, entry, -1);
    entry.settlement = settlement;
    add(job.used, entry, 1);
  }

  async attempts(tenant: string, call: string): Promise<readonly AttemptState[]> {
    return this.#job(tenant, call).entries.map(({ settlement }) => settlement?.kind ?? 'open');
  }

  async doubtAbandoned(): Promise<number> {
    const before = this.now().getTime() - abandonedAfterMs;
    const dead = this.entries.filter(
      ({ intent, settlement, at }) => intent.epoch === null && settlement === undefined && at.getTime() < before,
    );
    for (const entry of dead) entry.settlement = { kind: 'in-doubt', errorCode: 'INTERNAL' };
    return dead.length;
  }

  async countCached(use: Pick<Intent, 'tenant' | 'job' | 'model' | 'purpose'>, times: number): Promise<void> {
    this.#cached.push({ ...use, at: this.now(), times });
  }

  async left(tenant: string, job: string): Promise<BudgetLeft> {
    const known = this.#jobs.get(`${tenant} ${job}`);
    if (known?.owned === undefined) return unlimited;
    const { used, owned } = known;
    const left = (name: BudgetLimit) => (owned.limits[name] === null ? null : owned.limits[name] - used[name]);
    return Object.fromEntries(limitNames.map((name) => [name, left(name)])) as unknown as BudgetLeft;
  }

  async spend(tenant: string, job: string): Promise<readonly SpendRow[]> {
    const rows = new Map<string, SpendRow>();
    const of = ({ model, purpose }: { readonly model: string; readonly purpose: CallPurpose }) =>
      rows.get(`${model} ${purpose}`) ?? { ...nothing, model, purpose };
    const keep = (row: SpendRow) => void rows.set(`${row.model} ${row.purpose}`, row);
    for (const entry of this.#jobs.get(`${tenant} ${job}`)?.entries ?? []) {
      if (entry.settlement?.kind !== 'not-sent') keep(addEntry(of(entry.intent), entry));
    }
    for (const use of this.#cached) {
      if (use.tenant !== tenant || use.job !== job) continue;
      keep({ ...of(use), cachedCalls: of(use).cachedCalls + use.times });
    }
    return [...rows.values()];
  }

  async usage(tenant: string, { from, to, groupBy, most }: UsageQuery): Promise<readonly UsageRow[]> {
    const rows = new Map<string, UsageRow>();
    const within = (at: Date) => !(from && at < from) && !(to && at >= to);
    const change = (valueOf: (dimension: UsageDimension) => string | null, to: (row: UsageRow) => UsageRow) => {
      const key = Object.fromEntries(groupBy.map((dimension) => [dimension, valueOf(dimension)]));
      const id = JSON.stringify(key);
      rows.set(id, to(rows.get(id) ?? { ...nothing, key }));
    };
    for (const entry of this.entries) {
      if (entry.intent.tenant !== tenant || !within(entry.at) || entry.settlement?.kind === 'not-sent') continue;
      change(
        (dimension) => valueOf(entry, dimension),
        (row) => addEntry(row, entry),
      );
    }
    for (const use of this.#cached) {
      if (use.tenant !== tenant || !within(use.at)) continue;
      const intent = { ...use, credential: null, epoch: 0, provider: use.model.split('/')[0]! };
      change(
        (dimension) => valueOf({ intent, at: use.at }, dimension),
        (row) => ({ ...row, cachedCalls: row.cachedCalls + use.times }),
      );
    }
    return [...rows.values()].slice(0, most);
  }

  /** What every test may ask: nothing is left open. */
  get open(): readonly Entry[] {
    return this.entries.filter(({ settlement }) => settlement === undefined);
  }

  #job(tenant: string, job: string): Job {
    const key = `${tenant} ${job}`;
    const known = this.#jobs.get(key) ?? {
      entries: [],
      answers: new Map<string, JsonValue>(),
      used: { maxCalls: 0, maxTaskCalls: 0, maxUsd: 0, maxTokens: 0 },
    };
    this.#jobs.set(key, known);
    return known;
  }
}

const abandonedAfterMs = 15 * 60_000;
const nothing = {
  calls: 0,
  cachedCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  usd: 0,
  unpricedCalls: 0,
  estimatedCalls: 0,
};

const isTask = ({ purpose }: Pick<Intent, 'purpose'>) => purpose === 'task' || purpose === 'test';

/** What an entry takes of the budget; what is open or in doubt, at its worst. */
function takes({ intent, settlement }: Entry): Used {
  const { usd, tokens } =
    settlement?.kind === 'answered'
      ? { usd: settlement.usd ?? 0, tokens: settlement.usage.inputTokens + settlement.usage.outputTokens }
      : settlement?.kind === 'refused'
        ? { usd: 0, tokens: 0 }
        : { usd: intent.reserved.usd ?? 0, tokens: intent.reserved.tokens };
  return { maxCalls: 1, maxTaskCalls: isTask(intent) ? 1 : 0, maxUsd: usd, maxTokens: tokens };
}

const isUnpriced = ({ intent, settlement }: Entry): boolean =>
  settlement?.kind === 'answered'
    ? settlement.usd === null
    : settlement?.kind !== 'refused' && intent.reserved.usd === null;

function chargeOf(entry: Entry): readonly Charge[] {
  const { intent, at, settlement } = entry;
  if (settlement?.kind === 'not-sent') return [];
  const { maxUsd: usd, maxTokens: tokens } = takes(entry);
  const { tenant, credential } = intent;
  const unpriced = isUnpriced(entry);
  const place = Number(entry.id);
  return [{ tenant, credential, at, place, open: settlement === undefined, usd, tokens, calls: 1, unpriced }];
}

function add(used: Used, entry: Entry, sign: 1 | -1): void {
  if (entry.settlement?.kind === 'not-sent') return;
  const taken = takes(entry);
  for (const name of limitNames) used[name] += sign * taken[name];
}

function exceeded({ used, owned }: Job, intent: Intent): BudgetLimit | undefined {
  const more: Used = {
    maxCalls: 1,
    maxTaskCalls: isTask(intent) ? 1 : 0,
    maxUsd: intent.reserved.usd ?? 0,
    maxTokens: intent.reserved.tokens,
  };
  return limitNames.find((name) => {
    const limit = owned!.limits[name];
    if (name === 'maxUsd' && limit !== null && intent.reserved.usd === null) return true;
    if (limit === null || (name === 'maxTaskCalls' && more[name] === 0)) return false;
    // Sums of dollars are not exact.
    return used[name] + more[name] > limit * (name === 'maxUsd' ? 1 + 1e-9 : 1);
  });
}

function addEntry<T extends typeof nothing>(row: T, entry: Entry): T {
  const { settlement } = entry;
  const usage = settlement?.kind === 'answered' ? settlement.usage : { inputTokens: 0, outputTokens: 0 };
  const estimated = settlement?.kind === 'answered' && settlement.usage.estimated === true;
  return {
    ...row,
    calls: row.calls + 1,
    inputTokens: row.inputTokens + usage.inputTokens,
    outputTokens: row.outputTokens + usage.outputTokens,
    usd: row.usd + takes(entry).maxUsd,
    unpricedCalls: row.unpricedCalls + (isUnpriced(entry) ? 1 : 0),
    estimatedCalls: row.estimatedCalls + (estimated ? 1 : 0),
  };
}

function valueOf(
  {
    intent,
    at,
  }: {
    readonly intent: Pick<Intent, 'job' | 'epoch' | 'provider' | 'model' | 'credential' | 'purpose'>;
    readonly at: Date;
  },
  dimension: UsageDimension,
): string | null {
  if (dimension === 'day') return at.toISOString().slice(0, 10);
  if (dimension === 'optimization') return intent.epoch === null ? null : intent.job;
  return intent[dimension];
}
