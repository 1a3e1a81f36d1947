/** From when to when a budget counts, in UTC by the database's clock; `once` never starts anew. */
export const budgetWindows = ['day', 'month', 'once'] as const;
export type BudgetWindow = (typeof budgetWindows)[number];

/** Whose budget it is: the tenant's own, or a ceiling that its operator set. */
export const budgetOwners = ['tenant', 'operator'] as const;
export type BudgetOwner = (typeof budgetOwners)[number];

/** Null where there is none. */
export interface SpendingLimits {
  readonly maxUsd: number | null;
  readonly maxCalls: number | null;
  readonly maxTokens: number | null;
}
export type SpendingLimit = keyof SpendingLimits;

export interface Amounts {
  /** US dollars. */
  readonly usd: number;
  readonly calls: number;
  readonly tokens: number;
}

/** A hard limit on what a tenant, or one of its stored credentials, may spend in a window. */
export interface SpendingBudget extends SpendingLimits {
  readonly id: string;
  readonly tenant: string;
  /** A stored credential's id; null for all that the tenant spends, on whatever key. */
  readonly credential: string | null;
  readonly window: BudgetWindow;
  readonly owner: BudgetOwner;
  /** Lets calls of unknown price pass beside `maxUsd`, which then does not see them. */
  readonly allowUnpriced: boolean;
  readonly createdAt: Date;
}

/** A budget as it stands in its present window. */
export interface BudgetStanding extends SpendingBudget {
  readonly since: Date;
  /** Null for `once`. */
  readonly resetsAt: Date | null;
  /** Of calls that ended, or that may have been answered. */
  readonly spent: Amounts;
  /** Of calls under way, at their worst. */
  readonly reserved: Amounts;
  /** Calls whose price is unknown: dollars leave them out. */
  readonly unpricedCalls: number;
}

/** Why a budget lets a call not pass. */
export interface BudgetRefusal extends Pick<SpendingBudget, 'id' | 'credential' | 'window' | 'owner'> {
  readonly limit: SpendingLimit;
  /** `used-up`: too little is left; `too-large`: more than the whole limit; `unpriced`: no price is known for a dollar limit. */
  readonly why: 'used-up' | 'too-large' | 'unpriced';
  /** When it will be let pass; null where time does not help. */
  readonly resetsAt: Date | null;
}
