import { randomUUID } from 'node:crypto';
import type { LimitStore } from './limit-store.js';
import { ProviderPauses } from './provider-pauses.js';
import type { LimitValues, RateLimit } from './rate-limit.js';
import { SharedLimit, type WaitingLimits } from './shared-limit.js';

/** A notification can be lost with its connection: then this is how late a change is noticed. */
const lookAgainMs = 30_000;
const mostTenants = 10_000;

export interface TenantLimitsDeps {
  readonly store: LimitStore;
  /** The operator's ceiling for tenants that have none of their own. */
  readonly ofEveryTenant?: LimitValues | undefined;
  readonly most: WaitingLimits;
  readonly now: () => number;
}

export interface LocalLimit {
  readonly limit: RateLimit;
  readonly shared: SharedLimit;
}

/** What one tenant's calls are held back by, as this replica knows it. */
export interface LocalStanding {
  readonly pauses: ProviderPauses;
  /** Those on which the fewest calls depend first: whoever waits for one holds nothing that other calls need. */
  limits: readonly LocalLimit[];
  readAt: number;
  /** The first look, until which nothing is known. */
  first: Promise<LocalStanding> | undefined;
  /** The look that is under way, and the one after it. */
  reading: Promise<void> | undefined;
  next: Promise<void> | undefined;
  unwatch: (() => void) | undefined;
}

const order = { credential: 0, provider: 1, tenant: 2 } as const;

/** The limits and pauses of tenants whose calls come through this replica: read once, and again when they change. */
export class TenantLimits {
  readonly #holder = randomUUID();
  readonly #standings = new Map<string, LocalStanding>();

  constructor(private readonly deps: TenantLimitsDeps) {}

  /** At once where it is known. */
  of(tenant: string): LocalStanding | Promise<LocalStanding> {
    const known = this.#standings.get(tenant);
    if (known === undefined) return this.#begin(tenant);
    if (known.first !== undefined) return known.first;
    if (known.reading === undefined && this.deps.now() - known.readAt > lookAgainMs) {
      this.#read(tenant, known).catch(() => undefined);
    }
    return known;
  }

  /** Looks now, where it is known already: so a change through this replica counts for the next call. */
  async refresh(tenant: string): Promise<void> {
    const known = this.#standings.get(tenant);
    if (known !== undefined) await this.#read(tenant, known);
  }

  /** How many calls of the tenant wait here for a limit. */
  waiting(tenant: string, id: string): number {
    return this.#standings.get(tenant)?.limits.find(({ limit }) => limit.id === id)?.shared.waiting ?? 0;
  }

  close(): void {
    for (const [tenant, { limits }] of this.#standings) {
      for (const { shared } of limits) shared.close();
      this.#forget(tenant);
    }
  }

  #begin(tenant: string): Promise<LocalStanding> {
    if (this.#standings.size >= mostTenants) this.#forgetOne();
    const standing: LocalStanding = {
      pauses: new ProviderPauses(this.deps.now),
      limits: [],
      readAt: -Infinity,
      first: undefined,
      reading: undefined,
      next: undefined,
      unwatch: undefined,
    };
    this.#standings.set(tenant, standing);
    standing.first = this.#first(tenant, standing);
    return standing.first;
  }

  async #first(tenant: string, standing: LocalStanding): Promise<LocalStanding> {
    try {
      // Watched first, so that no change falls between the two. Without that, it is looked at again from time to time.
      standing.unwatch = await this.deps.store
        .watch(tenant, () => void this.#read(tenant, standing).catch(() => undefined))
        .catch(() => undefined);
      await this.#read(tenant, standing);
      standing.first = undefined;
      return standing;
    } catch (error) {
      this.#forget(tenant);
      throw error;
    }
  }

  /** The oldest one without limits: whoever has some has calls to account for. */
  #forgetOne(): void {
    for (const [tenant, { limits }] of this.#standings) if (limits.length === 0) return this.#forget(tenant);
  }

  #forget(tenant: string): void {
    this.#standings.get(tenant)?.unwatch?.();
    this.#standings.delete(tenant);
  }

  /** One look at a time. What changes during one is seen by the next, which all share who ask for it meanwhile. */
  #read(tenant: string, standing: LocalStanding): Promise<void> {
    if (standing.reading === undefined) return this.#look(tenant, standing);
    standing.next ??= standing.reading
      .catch(() => undefined)
      .then(() => {
        standing.next = undefined;
        return this.#look(tenant, standing);
      });
    return standing.next;
  }

  #look(tenant: string, standing: LocalStanding): Promise<void> {
    const look = async () => {
      const began = this.deps.now();
      const { limits, pauses } = await this.deps.store.standing(tenant);
      standing.limits = this.#merged(tenant, standing.limits, await this.#withDefault(tenant, limits));
      standing.pauses.replace(pauses);
      standing.readAt = began;
    };
    standing.reading = look().finally(() => (standing.reading = undefined));
    return standing.reading;
  }

  /** The operator's ceiling for every tenant has its row as any other limit, so that replicas share what is taken of it. */
  async #withDefault(tenant: string, limits: readonly RateLimit[]): Promise<readonly RateLimit[]> {
    const given = this.deps.ofEveryTenant;
    const ceiling = limits.find(({ setBy }) => setBy !== 'tenant');
    if (ceiling?.setBy === 'operator') return limits;
    const others = limits.filter((limit) => limit !== ceiling);
    if (given === undefined) {
      if (ceiling !== undefined) await this.deps.store.remove(tenant, ceiling.id);
      return others;
    }
    if (ceiling !== undefined && isSame(ceiling, given)) return limits;
    const id = ceiling?.id ?? randomUUID();
    const set = await this.deps.store.set({ ...given, id, tenant, setBy: 'default', scope: 'tenant', subject: '' });
    return [...others, set];
  }

  #merged(tenant: string, former: readonly LocalLimit[], limits: readonly RateLimit[]): readonly LocalLimit[] {
    const byId = new Map(former.map((local) => [local.limit.id, local]));
    const merged = limits.map((limit) => {
      const known = byId.get(limit.id);
      byId.delete(limit.id);
      if (known !== undefined && !isSame(known.limit, limit)) known.shared.changed();
      return { limit, shared: known?.shared ?? this.#shared(tenant, limit) };
    });
    for (const { shared } of byId.values()) shared.lift();
    return merged.toSorted((a, b) => order[a.limit.scope] - order[b.limit.scope]);
  }

  #shared(tenant: string, { id, scope }: RateLimit): SharedLimit {
    const { store, most, now } = this.deps;
    return new SharedLimit({
      holder: this.#holder,
      scope,
      most,
      now,
      exchange: (ask) => store.exchange(tenant, id, ask),
    });
  }
}

const isSame = (a: LimitValues, b: LimitValues): boolean =>
  a.requestsPerMinute === b.requestsPerMinute &&
  a.tokensPerMinute === b.tokensPerMinute &&
  a.maxConcurrency === b.maxConcurrency;
