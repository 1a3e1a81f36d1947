/** What a provider counts. */
export const ratedAmounts = ['requests', 'tokens', 'input-tokens', 'output-tokens'] as const;
export type RatedAmount = (typeof ratedAmounts)[number];

/** How a header says when there is all of a limit again. */
export const resetForms = ['seconds', 'milliseconds', 'duration', 'moment'] as const;
export type ResetForm = (typeof resetForms)[number];

/**
 * One limit of which a provider tells in the headers of its answers, so that calls can slow down before it refuses them.
 * Header names are in lower case. What they say is not trusted: absurd values are ignored.
 */
export interface RateLimitHeaders {
  readonly of: RatedAmount;
  /** The header with the whole limit; without it the largest remaining amount that was seen stands for it. */
  readonly limit?: string;
  /** The header with what is left of it. */
  readonly remaining: string;
  /** When there is all of it again: a header that says so, or else the seconds after which it is so at the latest. */
  readonly reset:
    | {
        readonly header: string;
        /**
         * `seconds` and `milliseconds` from now; `duration` such as `6m0s` or `17ms`, a bare number being seconds;
         * `moment` in RFC 3339, or seconds since 1970.
         */
        readonly in: ResetForm;
      }
    | { readonly seconds: number };
  /** `gradually`: it fills up all the time, and is full at the reset; `at-reset` (where left out): nothing comes before. */
  readonly refills?: 'gradually' | 'at-reset';
}
