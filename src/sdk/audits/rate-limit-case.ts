import type { RatedAmount } from '../rate-limit-headers.js';

/** Headers of an answer, and what they tell of the provider's limits. */
export interface RateLimitCase {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** In the order of the declarations; `limit` is left out where no header tells it. */
  readonly reads: readonly {
    readonly of: RatedAmount;
    readonly limit?: number;
    readonly remaining: number;
    readonly resetMs: number;
  }[];
}
