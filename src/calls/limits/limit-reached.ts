import { ByomError } from '../../sdk/index.js';
import type { LimitScope } from './rate-limit.js';

const whose: Readonly<Record<LimitScope, string>> = {
  tenant: 'of all your calls',
  credential: 'of calls on this credential',
  provider: 'of calls to this provider',
};
const leastRetryMs = 1_000;

/** A limit that was set here, not one of the provider's: nothing was sent. */
export const limitReached = (limit: LimitScope, waitMs: number): ByomError =>
  new ByomError('RATE_LIMITED', `The limit ${whose[limit]} that is set here is reached: try again later.`, {
    details: { limit, retryAfterMs: Math.ceil(Math.max(leastRetryMs, waitMs)) },
  });

/** Milliseconds after which to try again, where it was a limit that is set here. */
export const ownLimitWait = ({ code, details }: ByomError): number | undefined =>
  code === 'RATE_LIMITED' && 'limit' in details ? Number(details['retryAfterMs']) : undefined;
