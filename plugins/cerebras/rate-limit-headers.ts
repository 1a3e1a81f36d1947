import type { RateLimitHeaders } from 'byom/sdk';

/** Those of a day say nothing of how fast to go. */
export const rateLimitHeaders: readonly RateLimitHeaders[] = [
  {
    of: 'tokens',
    limit: 'x-ratelimit-limit-tokens-minute',
    remaining: 'x-ratelimit-remaining-tokens-minute',
    reset: { header: 'x-ratelimit-reset-tokens-minute', in: 'seconds' },
  },
  {
    of: 'requests',
    limit: 'x-ratelimit-limit-requests-minute',
    remaining: 'x-ratelimit-remaining-requests-minute',
    reset: { header: 'x-ratelimit-reset-requests-minute', in: 'seconds' },
  },
];
