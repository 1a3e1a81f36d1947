import { ByomError, ProviderError } from '../../sdk/index.js';
import type { OptimizationStopped } from './optimization-stopped.js';

/** How soon a run looks again whether its provider is back, where that did not ask for longer. */
const OUTAGE_MS = 120_000;

/** When a run that was paused goes on by itself, as an ISO date: at its budget's reset, or when an outage may be over. */
export function goesOnAt({ why, cause, retryAt }: OptimizationStopped, now: number): string | undefined {
  if (retryAt !== undefined || why !== 'paused' || !ByomError.is(cause) || !cause.retryable) return retryAt;
  const asked = ProviderError.is(cause) ? (cause.failure.retryAfterMs ?? 0) : 0;
  return new Date(now + Math.max(OUTAGE_MS, asked)).toISOString();
}
