import type { ErrorCode } from '../sdk/index.js';

/** What is known of a failed attempt: it never left, it was refused for nothing, or it may have been answered and paid. */
export type Disposition = 'not-sent' | 'refused' | 'in-doubt';

export interface FailedAttempt {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly disposition: Disposition;
  /** What the provider asked for, in milliseconds. */
  readonly retryAfterMs?: number;
}

export type Verdict = { readonly kind: 'retry'; readonly waitMs: number } | { readonly kind: 'give-up' };

export interface RetryLimits {
  readonly attempts: number;
  /** Retries of calls that may have been paid for already. */
  readonly inDoubtRetries: number;
  /** Wait before the first retry; doubles with each. Milliseconds. */
  readonly baseMs: number;
  /** Longest wait that backing off comes to. */
  readonly mostMs: number;
  /** A provider that asks for a longer wait gets no retry. */
  readonly mostRetryAfterMs: number;
}

export const defaultRetryLimits: RetryLimits = {
  attempts: 3,
  inDoubtRetries: 1,
  baseMs: 500,
  mostMs: 20_000,
  mostRetryAfterMs: 60_000,
};

/** What a call may do after its failed attempts, the last one last. `random` gives numbers from 0 up to 1. */
export function nextAttempt(
  failed: readonly FailedAttempt[],
  random: () => number,
  limits: RetryLimits = defaultRetryLimits,
): Verdict {
  const last = failed.at(-1);
  if (!last?.retryable || failed.length >= limits.attempts) return { kind: 'give-up' };
  const doubtful = failed.filter((attempt) => attempt.disposition === 'in-doubt').length;
  if (last.disposition === 'in-doubt' && doubtful > limits.inDoubtRetries) return { kind: 'give-up' };
  const asked = last.retryAfterMs !== undefined && last.retryAfterMs > 0 ? last.retryAfterMs : 0;
  if (!(asked <= limits.mostRetryAfterMs)) return { kind: 'give-up' };
  const backoff = Math.min(limits.baseMs * 2 ** (failed.length - 1), limits.mostMs);
  const jitter = 0.5 + random() / 2;
  return { kind: 'retry', waitMs: asked > 0 ? asked + (random() * limits.baseMs) / 2 : backoff * jitter };
}
