import type { RateLimitHeaders } from 'byom/sdk';

/** Buckets that fill up all the time; those of `tokens` tell of whichever limit is the tightest. */
export const rateLimitHeaders: readonly RateLimitHeaders[] = [
  {
    of: 'requests',
    limit: 'anthropic-ratelimit-requests-limit',
    remaining: 'anthropic-ratelimit-requests-remaining',
    reset: { header: 'anthropic-ratelimit-requests-reset', in: 'moment' },
    refills: 'gradually',
  },
  {
    of: 'tokens',
    limit: 'anthropic-ratelimit-tokens-limit',
    remaining: 'anthropic-ratelimit-tokens-remaining',
    reset: { header: 'anthropic-ratelimit-tokens-reset', in: 'moment' },
    refills: 'gradually',
  },
  {
    of: 'input-tokens',
    limit: 'anthropic-ratelimit-input-tokens-limit',
    remaining: 'anthropic-ratelimit-input-tokens-remaining',
    reset: { header: 'anthropic-ratelimit-input-tokens-reset', in: 'moment' },
    refills: 'gradually',
  },
  {
    of: 'output-tokens',
    limit: 'anthropic-ratelimit-output-tokens-limit',
    remaining: 'anthropic-ratelimit-output-tokens-remaining',
    reset: { header: 'anthropic-ratelimit-output-tokens-reset', in: 'moment' },
    refills: 'gradually',
  },
];
