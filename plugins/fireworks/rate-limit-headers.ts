import type { RateLimitHeaders } from 'byom/sdk';

/** Limits of a minute, which grow and shrink with use; when they are whole again is not told. */
export const rateLimitHeaders: readonly RateLimitHeaders[] = [
  {
    of: 'requests',
    limit: 'x-ratelimit-limit-requests',
    remaining: 'x-ratelimit-remaining-requests',
    reset: { seconds: 60 },
    refills: 'gradually',
  },
  {
    of: 'input-tokens',
    limit: 'x-ratelimit-limit-tokens-prompt',
    remaining: 'x-ratelimit-remaining-tokens-prompt',
    reset: { seconds: 60 },
    refills: 'gradually',
  },
  {
    of: 'output-tokens',
    limit: 'x-ratelimit-limit-tokens-generated',
    remaining: 'x-ratelimit-remaining-tokens-generated',
    reset: { seconds: 60 },
    refills: 'gradually',
  },
];
