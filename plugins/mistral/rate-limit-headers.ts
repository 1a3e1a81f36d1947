import type { RateLimitHeaders } from 'byom/sdk';

/** Of a minute; when it ends is not told. */
export const rateLimitHeaders: readonly RateLimitHeaders[] = [
  {
    of: 'requests',
    limit: 'x-ratelimit-limit-req-minute',
    remaining: 'x-ratelimit-remaining-req-minute',
    reset: { seconds: 60 },
  },
  {
    of: 'tokens',
    limit: 'x-ratelimit-limit-tokens-minute',
    remaining: 'x-ratelimit-remaining-tokens-minute',
    reset: { seconds: 60 },
  },
  {
    of: 'tokens',
    limit: 'x-ratelimitbysize-limit-minute',
    remaining: 'x-ratelimitbysize-remaining-minute',
    reset: { header: 'ratelimitbysize-reset', in: 'seconds' },
  },
];
