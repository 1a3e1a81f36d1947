import { CallLimits, type CallLimitsDeps } from '../../src/calls/limits/call-limits.js';
import { exchangeLimit, untouched, type LimitAsk, type LimitGrant } from '../../src/calls/limits/exchange-limit.js';
import type { LimitStore, ProviderPause, Standing, StandingLimit } from '../../src/calls/limits/limit-store.js';
import type { RateLimit } from '../../src/calls/limits/rate-limit.js';

type Kept = Omit<ProviderPause, 'ms'> & { readonly until: number };

/** Limits and pauses of one process, which several replicas of a test may share. */
export class InMemoryLimitStore implements LimitStore {
  readonly #limits = new Map<string, StandingLimit>();
  readonly #pauses = new Map<string, Map<string, Kept>>();
  readonly #watchers = new Map<string, Set<() => void>>();
  exchanges = 0;

  constructor(private readonly now: () => number = () => Date.now()) {}

  async standing(tenant: string): Promise<Standing> {
    const limits = [...this.#limits.values()].filter((limit) => limit.tenant === tenant);
    const pauses = [...(this.#pauses.get(tenant)?.values() ?? [])].map(({ credential, origin, strikes, until }) => ({
      credential,
      origin,
      strikes,
      ms: Math.max(0, until - this.now()),
    }));
    return { limits, pauses };
  }

  async list(tenant: string) {
    const limits = [...this.#limits.values()].filter((limit) => limit.tenant === tenant);
    return { limits: structuredClone(limits), now: this.now() };
  }

  async set(limit: RateLimit): Promise<RateLimit> {
    const isOwn = ({ setBy }: RateLimit) => setBy === 'tenant';
    const same = (one: RateLimit) =>
      one.tenant === limit.tenant &&
      one.scope === limit.scope &&
      one.subject === limit.subject &&
      isOwn(one) === isOwn(limit);
    const former = [...this.#limits.values()].find(same);
    if (limit.setBy === 'default' && former?.setBy === 'operator') return former;
    const set = { ...limit, id: former?.id ?? limit.id, state: former?.state ?? untouched };
    this.#limits.set(set.id, set);
    this.#changed(limit.tenant);
    return set;
  }

  async remove(tenant: string, id: string): Promise<boolean> {
    const removed = this.#limits.get(id)?.tenant === tenant && this.#limits.delete(id);
    this.#changed(tenant);
    return removed;
  }

  async exchange(tenant: string, id: string, ask: LimitAsk): Promise<LimitGrant | undefined> {
    // As long as a database takes.
    await new Promise((resolve) => setTimeout(resolve, 1));
    this.exchanges += 1;
    const limit = this.#limits.get(id);
    if (limit?.tenant !== tenant) return undefined;
    const { state, grant } = exchangeLimit(limit.state, limit, ask, this.now());
    this.#limits.set(id, { ...limit, state });
    return grant;
  }

  async pause(tenant: string, { ms, ...pause }: ProviderPause): Promise<void> {
    const pauses = this.#pauses.get(tenant) ?? new Map<string, Kept>();
    const key = `${pause.credential} ${pause.origin}`;
    const former = pauses.get(key);
    const until = Math.max(former?.until ?? 0, this.now() + ms);
    this.#pauses.set(tenant, pauses.set(key, { ...pause, until }));
    this.#changed(tenant);
  }

  async resume(tenant: string, credential: string, origin?: string): Promise<void> {
    const pauses = this.#pauses.get(tenant);
    for (const [key, pause] of pauses ?? []) {
      const over = origin === undefined || (pause.origin === origin && pause.until <= this.now());
      if (pause.credential === credential && over) pauses!.delete(key);
    }
    this.#changed(tenant);
  }

  async watch(tenant: string, onChange: () => void): Promise<() => void> {
    const watchers = this.#watchers.get(tenant) ?? new Set();
    this.#watchers.set(tenant, watchers.add(onChange));
    return () => void watchers.delete(onChange);
  }

  #changed(tenant: string): void {
    for (const watcher of this.#watchers.get(tenant) ?? []) watcher();
  }
}

const silent = { error() {} };

/** One replica's limits, on a store of its own where none is given. */
export const callLimits = (deps: Partial<CallLimitsDeps> = {}): CallLimits =>
  new CallLimits({ store: new InMemoryLimitStore(), logger: silent, ...deps });
