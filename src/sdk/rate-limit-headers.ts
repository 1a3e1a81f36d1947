/**
 * One limit of which a provider tells in the headers of its answers, so that calls can slow down before it refuses them.
 * Header names are in lower case. What they say is not trusted: absurd values are ignored.
 */
export interface RateLimitHeaders {
  readonly of: 'requests' | 'tokens';
  /** The header with the whole limit; without it the largest remaining amount that was seen stands for it. */
  readonly limit?: string;
  /** The header with what is left of it. */
  readonly remaining: string;
  /** The header that says when there is all of it again. */
  readonly reset: string;
  /**
   * How `reset` says it: `seconds` and `milliseconds` from now; `duration` such as `6m0s` or `17ms`, a bare number being
   * seconds; `moment` in RFC 3339, or seconds since 1970.
   */
  readonly resetIn: 'seconds' | 'milliseconds' | 'duration' | 'moment';
  /** `gradually`: it fills up all the time, and is full at the reset; `at-reset` (where left out): nothing comes before. */
  readonly refills?: 'gradually' | 'at-reset';
}
