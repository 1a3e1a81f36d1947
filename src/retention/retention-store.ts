import type { JsonValue } from '../sdk/index.js';
import type { RetentionPeriods } from './retention-periods.js';

/** Something whose time is over. */
export interface Expired {
  readonly kind: 'optimization' | 'dataset' | 'prompt';
  readonly tenant: string;
  /** An id, or a prompt's name. */
  readonly key: string;
  readonly days: number;
}

/** What each tenant wants kept for how long, and what is past it by the database's clock. */
export interface RetentionStore {
  /** As the tenant set them. */
  find(tenant: string): Promise<RetentionPeriods>;
  set(tenant: string, periods: RetentionPeriods): Promise<void>;
  /** True for one asker in so many seconds, of all replicas. */
  claimSweep(everySeconds: number): Promise<boolean>;
  /** `longest`: for every tenant, whatever it set. */
  expired(longest: RetentionPeriods, most: number): Promise<readonly Expired[]>;
  /** Removes answers kept for idempotency keys, at the most so many; gives how many. */
  removeExpiredAnswers(longest: RetentionPeriods, most: number): Promise<number>;
  /** Empties the answer kept for an idempotency key, or all of them; the key stays taken. Gives how many. */
  forgetAnswers(tenant: string, idempotencyKey: string | undefined, instead: JsonValue): Promise<number>;
}
