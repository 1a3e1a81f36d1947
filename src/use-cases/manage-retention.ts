import type { AuditTrail } from '../access/audit-trail.js';
import { shorterPeriods, type RetentionPeriods } from '../retention/retention-periods.js';
import type { RetentionStore } from '../retention/retention-store.js';
import { ByomError } from '../sdk/index.js';
import { actorOf, type Caller } from './caller.js';

export interface ManageRetentionDeps {
  readonly retention: RetentionStore;
  /** The operator's, which no tenant can lengthen. */
  readonly longest: RetentionPeriods;
  readonly audit: AuditTrail;
}

/** How long things are kept, as it counts and as the operator set it. */
export interface Retention extends RetentionPeriods {
  readonly longest: RetentionPeriods;
}

const MOST_DAYS = 36_500;

/** A tenant's say in how long its data is kept: shorter than the operator's, never longer. */
export class ManageRetention {
  private readonly seen = new WeakMap<Caller, Promise<Retention>>();

  constructor(private readonly deps: ManageRetentionDeps) {}

  async find(tenant: string): Promise<Retention> {
    const { retention, longest } = this.deps;
    return { ...shorterPeriods(await retention.find(tenant), longest), longest };
  }

  /** As it was when the caller first asked: for every thing of a list. */
  asSeenBy(caller: Caller): Promise<Retention> {
    const seen = this.seen.get(caller) ?? this.find(caller.tenant.id);
    this.seen.set(caller, seen);
    return seen;
  }

  /** What is left out goes by the operator's again. */
  async set(caller: Caller, { runDays, libraryDays }: Partial<RetentionPeriods>): Promise<Retention> {
    const { retention, longest, audit } = this.deps;
    const { id: tenant } = caller.tenant;
    await retention.set(tenant, {
      runDays: checked('runDays', runDays ?? null, longest.runDays),
      libraryDays: checked('libraryDays', libraryDays ?? null, longest.libraryDays),
    });
    await audit.record({ tenant, actor: actorOf(caller), action: 'retention.set', subject: tenant });
    return this.find(tenant);
  }
}

function checked(name: keyof RetentionPeriods, days: number | null, longest: number | null): number | null {
  if (days === null) return null;
  const most = longest ?? MOST_DAYS;
  if (Number.isSafeInteger(days) && days >= 1 && days <= most) return days;
  const why = longest === null ? '' : ', the longest that the operator of this server keeps it';
  throw new ByomError('BAD_USER_INPUT', `\`${name}\` is a whole number of days from 1 to ${most}${why}.`);
}
