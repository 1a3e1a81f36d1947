import type { RateLimitHeaders } from 'byom/sdk';

/** In whole seconds, or as OpenAI says it; a limit of -1 is one that is not known. Minutes are cut into pieces that refill at once. */
export const rateLimitHeaders: readonly RateLimitHeaders[] = [
  {
    of: 'requests',
    limit: 'x-ratelimit-limit-requests',
    remaining: 'x-ratelimit-remaining-requests',
    reset: { header: 'x-ratelimit-reset-requests', in: 'duration' },
  },
  {
    of: 'tokens',
    limit: 'x-ratelimit-limit-tokens',
    remaining: 'x-ratelimit-remaining-tokens',
    reset: { header: 'x-ratelimit-reset-tokens', in: 'duration' },
  },
];
