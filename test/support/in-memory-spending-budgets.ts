import type { Amounts, BudgetRefusal, BudgetStanding, SpendingBudget } from '../../src/usage/spending-budget.js';
import type { NewBudget, SpendingBudgetStore } from '../../src/usage/spending-budget-store.js';

/** One attempt, with what it takes: at its worst while it is open or in doubt. */
export interface Charge extends Amounts {
  readonly tenant: string;
  readonly credential: string | null;
  readonly at: Date;
  /** Its place among all attempts: moments are too coarse to say what came first. */
  readonly place: number;
  readonly open: boolean;
  readonly unpriced: boolean;
}

/** Budgets in memory, for tests: nothing is kept of what was spent, but summed again each time. */
export class InMemorySpendingBudgets implements SpendingBudgetStore {
  readonly budgets: SpendingBudget[] = [];
  /** Of budgets that never start anew: how many attempts there were before. */
  readonly #before = new Map<string, number>();

  constructor(
    private readonly charges: () => readonly Charge[],
    private readonly made: () => number,
    private readonly now: () => Date = () => new Date(),
  ) {}

  async list(tenant: string): Promise<readonly BudgetStanding[]> {
    return this.#of(tenant).map((budget) => this.#standing(budget));
  }

  async set(given: NewBudget): Promise<BudgetStanding> {
    const same = this.budgets.findIndex(
      ({ tenant, credential, window, owner }) =>
        tenant === given.tenant && credential === given.credential && window === given.window && owner === given.owner,
    );
    const before = this.budgets[same];
    const budget = { ...given, id: before?.id ?? given.id, createdAt: before?.createdAt ?? this.now() };
    if (before === undefined && budget.window === 'once') this.#before.set(budget.id, this.made());
    this.budgets.splice(same === -1 ? this.budgets.length : same, 1, budget);
    return this.#standing(budget);
  }

  async find(tenant: string, id: string): Promise<SpendingBudget | undefined> {
    return this.#of(tenant).find((budget) => budget.id === id);
  }

  async remove(tenant: string, id: string): Promise<boolean> {
    const at = this.budgets.findIndex((budget) => budget.tenant === tenant && budget.id === id);
    if (at !== -1) this.budgets.splice(at, 1);
    return at !== -1;
  }

  /** Why a call may not be made; what stands in the way for longest, of what holds for all that the tenant spends first. */
  refusal(call: Omit<Charge, 'at' | 'place' | 'open'>): BudgetRefusal | undefined {
    if (this.budgets.length === 0) return undefined;
    const refusals = this.#of(call.tenant)
      .filter(({ credential }) => credential === null || credential === call.credential)
      .flatMap((budget) => refusalBy(budget, this.#standing(budget), call) ?? []);
    const after = ({ resetsAt }: BudgetRefusal) => resetsAt?.getTime() ?? Infinity;
    return refusals.toSorted(
      (a, b) =>
        Number(b.credential === null) - Number(a.credential === null) ||
        Number(a.why === 'used-up') - Number(b.why === 'used-up') ||
        (after(a) === after(b) ? 0 : after(b) - after(a)),
    )[0];
  }

  #of(tenant: string): readonly SpendingBudget[] {
    return this.budgets.filter((budget) => budget.tenant === tenant);
  }

  #standing(budget: SpendingBudget): BudgetStanding {
    const { since, resetsAt } = this.#window(budget);
    const mine = this.charges().filter(
      ({ tenant, credential, at, place }) =>
        tenant === budget.tenant &&
        (budget.credential === null || credential === budget.credential) &&
        at >= since &&
        place > (this.#before.get(budget.id) ?? 0),
    );
    return {
      ...budget,
      since,
      resetsAt,
      spent: sum(mine.filter(({ open }) => !open)),
      reserved: sum(mine.filter(({ open }) => open)),
      unpricedCalls: mine.filter(({ unpriced }) => unpriced).length,
    };
  }

  #window({ window, createdAt }: SpendingBudget) {
    if (window === 'once') return { since: createdAt, resetsAt: null };
    const now = this.now();
    const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
    return window === 'day'
      ? { since: new Date(Date.UTC(year, month, day)), resetsAt: new Date(Date.UTC(year, month, day + 1)) }
      : { since: new Date(Date.UTC(year, month)), resetsAt: new Date(Date.UTC(year, month + 1)) };
  }
}

/** Dollars are decimal. */
const sum = (charges: readonly Amounts[]): Amounts => ({
  usd: Number(charges.reduce((total, { usd }) => total + usd, 0).toFixed(12)),
  calls: charges.reduce((total, { calls }) => total + calls, 0),
  tokens: charges.reduce((total, { tokens }) => total + tokens, 0),
});

function refusalBy(
  { id, credential, window, owner, maxUsd, maxCalls, maxTokens, allowUnpriced }: SpendingBudget,
  { spent, reserved, resetsAt }: BudgetStanding,
  call: Pick<Charge, 'usd' | 'tokens' | 'unpriced'>,
): BudgetRefusal | undefined {
  const all = sum([spent, reserved, { usd: call.usd, calls: 1, tokens: call.tokens }]);
  const by = (limit: BudgetRefusal['limit'], why: BudgetRefusal['why']): BudgetRefusal => ({
    id,
    credential,
    window,
    owner,
    limit,
    why,
    resetsAt: why === 'used-up' ? resetsAt : null,
  });
  if (call.unpriced && maxUsd !== null && !allowUnpriced) return by('maxUsd', 'unpriced');
  if (maxUsd !== null && call.usd > maxUsd) return by('maxUsd', 'too-large');
  if (maxTokens !== null && call.tokens > maxTokens) return by('maxTokens', 'too-large');
  if (maxCalls !== null && all.calls > maxCalls) return by('maxCalls', 'used-up');
  if (maxUsd !== null && all.usd > maxUsd) return by('maxUsd', 'used-up');
  if (maxTokens !== null && all.tokens > maxTokens) return by('maxTokens', 'used-up');
  return undefined;
}
