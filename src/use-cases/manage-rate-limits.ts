import { randomUUID } from 'node:crypto';
import type { AccessStore } from '../access/access-store.js';
import type { AuditTrail } from '../access/audit-trail.js';
import type { CallLimits } from '../calls/limits/call-limits.js';
import type { LimitStore, ProviderPause, StandingLimit } from '../calls/limits/limit-store.js';
import type { LimitScope, LimitValues, RateLimit } from '../calls/limits/rate-limit.js';
import { whatIsLeft, type LimitLeft } from '../calls/limits/what-is-left.js';
import type { ProviderRegistry } from '../plugin-loader/provider-registry.js';
import { ByomError, type Clock } from '../sdk/index.js';
import type { CredentialStore } from '../vault/credential-store.js';
import { actorOf, type Caller } from './caller.js';
import { ownCredential } from './own-credential.js';

export interface SetRateLimitInput extends Partial<LimitValues> {
  /** A stored credential's id. */
  readonly credential?: string | null;
  readonly provider?: string | null;
}

/** A limit, and how it stands now. */
export interface ShownRateLimit extends RateLimit, LimitLeft {
  /** Where the provider has asked its calls to wait. */
  readonly pausedUntil: Date | null;
}

export interface ManageRateLimitsDeps {
  readonly limits: CallLimits;
  readonly store: LimitStore;
  readonly access: Pick<AccessStore, 'findTenant'>;
  readonly credentials: Pick<CredentialStore, 'find' | 'list'>;
  readonly registry: ProviderRegistry;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

const MOST_LIMITS = 100;
const MOST: Readonly<Record<keyof LimitValues, number>> = {
  requestsPerMinute: 1_000_000,
  tokensPerMinute: 1_000_000_000,
  maxConcurrency: 10_000,
};

/** How much a tenant's calls may take: its own limits, and the operator's ceiling, which it sees and cannot lift. */
export class ManageRateLimits {
  constructor(private readonly deps: ManageRateLimitsDeps) {}

  async list(caller: Caller, other?: string): Promise<readonly ShownRateLimit[]> {
    const tenant = await this.#tenant(caller, other);
    // The operator's default has its row from the first look on.
    await this.deps.limits.tenants.of(tenant);
    return this.#shown(tenant);
  }

  async set(caller: Caller, { credential, provider, ...given }: SetRateLimitInput): Promise<ShownRateLimit> {
    const tenant = caller.tenant.id;
    const values = checked(given);
    if (credential && provider) {
      throw bad('A limit is for a `credential`, for a `provider`, or with neither for all calls: not for both.');
    }
    if (credential) await ownCredential(this.deps.credentials, tenant, credential);
    if (provider && this.deps.registry.find(provider) === undefined) {
      throw new ByomError('NOT_FOUND', 'There is no provider with this id: `providers` lists them.');
    }
    const scope: LimitScope = credential ? 'credential' : provider ? 'provider' : 'tenant';
    const { limits } = await this.deps.store.list(tenant);
    const subject = credential ?? provider ?? '';
    const known = limits.some((one) => one.setBy === 'tenant' && one.scope === scope && one.subject === subject);
    if (!known && limits.length >= MOST_LIMITS) throw bad(`There are at most ${MOST_LIMITS} limits: remove one first.`);
    return this.#set(caller, { ...values, id: randomUUID(), tenant, setBy: 'tenant', scope, subject });
  }

  async remove(caller: Caller, id: string): Promise<string> {
    const tenant = caller.tenant.id;
    const { limits } = await this.deps.store.list(tenant);
    const limit = limits.find((one) => one.id === id);
    if (limit === undefined) throw new ByomError('NOT_FOUND', 'There is no limit of yours with this id.');
    if (limit.setBy !== 'tenant')
      throw new ByomError('FORBIDDEN', 'This limit is the operator’s, who alone can lift it.');
    return this.#remove(caller, limit);
  }

  /** For the operator. */
  async setCeiling(caller: Caller, other: string, given: Partial<LimitValues>): Promise<ShownRateLimit> {
    const tenant = await this.#tenant(caller, other);
    const values = checked(given);
    return this.#set(caller, { ...values, id: randomUUID(), tenant, setBy: 'operator', scope: 'tenant', subject: '' });
  }

  /** For the operator: what every tenant is given by default counts again. */
  async removeCeiling(caller: Caller, other: string): Promise<string> {
    const tenant = await this.#tenant(caller, other);
    const { limits } = await this.deps.store.list(tenant);
    const ceiling = limits.find(({ setBy }) => setBy === 'operator');
    if (ceiling === undefined) throw new ByomError('NOT_FOUND', 'This tenant has no ceiling of its own.');
    return this.#remove(caller, ceiling);
  }

  /** Until when calls on each credential wait, where a provider asked them to. */
  async pauses(caller: Caller): Promise<ReadonlyMap<string, Date>> {
    const { pauses } = await this.deps.store.standing(caller.tenant.id);
    return this.#byCredential(pauses);
  }

  async #set(caller: Caller, limit: RateLimit): Promise<ShownRateLimit> {
    const { id, tenant } = await this.deps.store.set(limit);
    await this.#changed(caller, tenant, 'limit.set', id);
    const shown = (await this.#shown(tenant)).find((one) => one.id === id);
    if (shown === undefined) throw lifted();
    return shown;
  }

  async #remove(caller: Caller, { tenant, id }: RateLimit): Promise<string> {
    if (!(await this.deps.store.remove(tenant, id))) throw lifted();
    await this.#changed(caller, tenant, 'limit.remove', id);
    return id;
  }

  /** It counts for the next call through this replica, and for the others as soon as they hear of it. */
  async #changed(caller: Caller, tenant: string, action: 'limit.set' | 'limit.remove', subject: string): Promise<void> {
    await this.deps.limits.tenants.refresh(tenant);
    await this.deps.audit.record({ tenant, actor: actorOf(caller), action, subject });
  }

  async #shown(tenant: string): Promise<readonly ShownRateLimit[]> {
    const { store, credentials } = this.deps;
    const { limits, now } = await store.list(tenant);
    const { pauses } = await store.standing(tenant);
    const until = this.#byCredential(pauses);
    const owned = pauses.length === 0 ? [] : await credentials.list(tenant);
    const pausedUntil = ({ scope, subject }: StandingLimit): Date | null => {
      if (scope === 'credential') return until.get(subject) ?? null;
      const of = owned.filter(({ provider }) => scope === 'tenant' || provider === subject);
      const times = of.flatMap(({ id }) => until.get(id)?.getTime() ?? []);
      // A tenant's calls are held up only where all of its keys are.
      if (times.length === 0 || (scope === 'tenant' && times.length < of.length)) return null;
      return new Date(scope === 'tenant' ? Math.min(...times) : Math.max(...times));
    };
    return limits.map((limit) => Object.assign(limit, whatIsLeft(limit, now), { pausedUntil: pausedUntil(limit) }));
  }

  #byCredential(pauses: readonly ProviderPause[]): ReadonlyMap<string, Date> {
    const until = new Map<string, Date>();
    const now = this.deps.clock.now();
    for (const { credential, ms } of pauses.toSorted((a, b) => a.ms - b.ms)) {
      if (ms > 0) until.set(credential, new Date(now + ms));
    }
    return until;
  }

  async #tenant(caller: Caller, other: string | undefined): Promise<string> {
    if (other === undefined || other === caller.tenant.id) return caller.tenant.id;
    // The same for whoever may not know of it as for one that does not exist.
    const isOperator = caller.token?.scopes.includes('operator') === true;
    const found = isOperator ? await this.deps.access.findTenant(other) : undefined;
    if (found === undefined) throw new ByomError('NOT_FOUND', 'There is no tenant with this id.');
    return found.id;
  }
}

const bad = (message: string) => new ByomError('BAD_USER_INPUT', message);

const lifted = () => new ByomError('NOT_FOUND', 'The limit was removed meanwhile.');

function checked(given: Partial<LimitValues>): LimitValues {
  const { requestsPerMinute = null, tokensPerMinute = null, maxConcurrency = null } = given;
  const values = { requestsPerMinute, tokensPerMinute, maxConcurrency };
  for (const [name, most] of Object.entries(MOST) as [keyof LimitValues, number][]) {
    const value = values[name];
    if (value === null || (Number.isSafeInteger(value) && value >= 1 && value <= most)) continue;
    throw bad(`\`${name}\` is a whole number from 1 to ${most}.`);
  }
  if (Object.values(values).every((value) => value === null)) {
    throw bad('Give at least one of `requestsPerMinute`, `tokensPerMinute` and `maxConcurrency`.');
  }
  return values;
}
