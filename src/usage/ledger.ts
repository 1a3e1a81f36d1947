import type { ErrorCode, JsonValue, TokenUsage } from '../sdk/index.js';
import type { BudgetRefusal } from './spending-budget.js';

export const callPurposes = ['task', 'proposal', 'judge', 'test'] as const;
export type CallPurpose = (typeof callPurposes)[number];

/** Hard limits of one job; null where there is none. Dollars and tokens are worst case until settled. */
export interface BudgetLimits {
  readonly maxCalls: number | null;
  /** Of purposes `task` and `test`. */
  readonly maxTaskCalls: number | null;
  readonly maxUsd: number | null;
  readonly maxTokens: number | null;
}
export type BudgetLimit = keyof BudgetLimits;

/** A physical request that is about to be sent. */
export interface Intent {
  readonly tenant: string;
  /** The optimization's id; for a single call, the generation's own. */
  readonly job: string;
  /** The owner's epoch of an optimization; null for a single call, which has no fence, and no budget of its own. */
  readonly epoch: number | null;
  /** Hex SHA-256 of what is asked (request and sample index). */
  readonly callKey: string;
  /** From 1. */
  readonly attempt: number;
  readonly provider: string;
  /** `provider/model`. */
  readonly model: string;
  /** A stored credential's id, `passed:FINGERPRINT` for a key given for one call or run, or null where none was needed. */
  readonly credential: string | null;
  readonly purpose: CallPurpose;
  /** Worst case: dollars (null where the price is unknown) and tokens, input and output together. */
  readonly reserved: { readonly usd: number | null; readonly tokens: number };
}

export type Reservation =
  | { readonly kind: 'reserved'; readonly id: string }
  /** Paid for already: nothing is to be sent. */
  | { readonly kind: 'answered'; readonly answer: JsonValue }
  /** Another worker has taken the job over, or makes this attempt of this single call: stop. */
  | { readonly kind: 'fenced' }
  /** The job's own budget does not allow it. */
  | { readonly kind: 'exhausted'; readonly limit: BudgetLimit }
  /** A budget of its tenant, or of its credential, does not allow it. */
  | { readonly kind: 'over-budget'; readonly budget: BudgetRefusal };

export type Settlement =
  | {
      readonly kind: 'answered';
      /** Kept for the job's replay; null for single calls. */
      readonly answer: JsonValue | null;
      /** `estimated` where the provider gave no count that can be. */
      readonly usage: TokenUsage & { readonly estimated?: boolean };
      /** Null where the price is unknown. */
      readonly usd: number | null;
    }
  /** Never reached the provider: the reservation and the call are given back. */
  | { readonly kind: 'not-sent'; readonly errorCode: ErrorCode }
  /** Reached it and was refused: the call counts, and costs nothing. */
  | { readonly kind: 'refused'; readonly errorCode: ErrorCode }
  /** May have been answered (timeout, cut connection): counted as spent in full. */
  | { readonly kind: 'in-doubt'; readonly errorCode: ErrorCode };

/** Of an attempt; `open`: its request may be under way, or its process may have died. */
export type AttemptState = 'open' | Settlement['kind'];

/** What was spent on one model for one purpose. Calls are physical requests that reached (or may have reached) the provider. */
export interface SpendRow {
  readonly model: string;
  readonly purpose: CallPurpose;
  readonly calls: number;
  readonly cachedCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Known dollars, in doubt ones at their reservation. */
  readonly usd: number;
  /** Calls whose price is unknown. */
  readonly unpricedCalls: number;
  /** Calls whose tokens are estimated, since the provider gave no count that can be. */
  readonly estimatedCalls: number;
}

export const usageDimensions = ['day', 'provider', 'model', 'credential', 'optimization', 'purpose'] as const;
export type UsageDimension = (typeof usageDimensions)[number];
export interface UsageRow extends Omit<SpendRow, 'model' | 'purpose'> {
  readonly key: Readonly<Partial<Record<UsageDimension, string | null>>>;
}

export interface UsageQuery {
  readonly from?: Date;
  readonly to?: Date;
  readonly groupBy: readonly UsageDimension[];
  /** Rows; all where left out. */
  readonly most?: number;
}

/** What is left of a job's budget, with everything reserved or in doubt taken as spent; null where unlimited. */
export type BudgetLeft = BudgetLimits;

/**
 * The record of every paid call. An intent is committed before its request is sent; a result is committed together with
 * what it cost. A job's answers are addressed by content, so that nothing is paid twice, and fenced by the epoch of the
 * job's owner, so that a worker that lost the job cannot spend for it; an answer that was paid for is always kept.
 */
export interface Ledger {
  /** Makes the caller the job's owner: a new epoch, older intents without a result become in doubt. Limits are set once. */
  takeOver(job: {
    readonly tenant: string;
    readonly job: string;
    readonly limits: BudgetLimits;
  }): Promise<{ readonly epoch: number }>;
  /** Every answer of the job, for its replay. */
  answers(tenant: string, job: string): Promise<ReadonlyMap<string, JsonValue>>;
  reserve(intent: Intent): Promise<Reservation>;
  settle(intent: Intent, id: string, settlement: Settlement): Promise<void>;
  /** What became of a single call, attempt by attempt; `call` is a UUID. */
  attempts(tenant: string, call: string): Promise<readonly AttemptState[]>;
  /** Single calls of servers that died, which nobody settles any more, become in doubt: gives how many. */
  doubtAbandoned(): Promise<number>;
  /** Notes that an answer was used again instead of being bought. */
  countCached(use: Pick<Intent, 'tenant' | 'job' | 'model' | 'purpose'>, times: number): Promise<void>;
  left(tenant: string, job: string): Promise<BudgetLeft>;
  spend(tenant: string, job: string): Promise<readonly SpendRow[]>;
  usage(tenant: string, query: UsageQuery): Promise<readonly UsageRow[]>;
}
