import type { RateLimitHeaders } from '../sdk/index.js';

const limitOf = (of: 'requests' | 'tokens'): RateLimitHeaders => ({
  of,
  limit: `x-ratelimit-limit-${of}`,
  remaining: `x-ratelimit-remaining-${of}`,
  reset: { header: `x-ratelimit-reset-${of}`, in: 'duration' },
  refills: 'gradually',
});

/** As OpenAI tells of its limits, and many after it. */
export const standardHeaders: readonly RateLimitHeaders[] = [limitOf('requests'), limitOf('tokens')];
