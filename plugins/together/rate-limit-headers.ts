import type { RateLimitHeaders } from 'byom/sdk';

/** Requests and tokens have names of their own; one moment is told for both. */
export const rateLimitHeaders: readonly RateLimitHeaders[] = [
  {
    of: 'requests',
    limit: 'x-ratelimit-limit',
    remaining: 'x-ratelimit-remaining',
    reset: { header: 'x-ratelimit-reset', in: 'seconds' },
    refills: 'gradually',
  },
  {
    of: 'tokens',
    limit: 'x-tokenlimit-limit',
    remaining: 'x-tokenlimit-remaining',
    reset: { header: 'x-ratelimit-reset', in: 'seconds' },
    refills: 'gradually',
  },
];
