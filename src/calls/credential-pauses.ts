import type { Clock } from '../sdk/index.js';

interface Pause {
  until: number;
  /** Refusals in a row. */
  strikes: number;
}

const firstPauseMs = 500;
const longestPauseMs = 60_000;
const mostKept = 10_000;

/**
 * When a provider asks one call to slow down, all calls of this process on the same credential wait: longer with every
 * refusal in a row, and not at all once a call has come through.
 */
export class CredentialPauses {
  readonly #pauses = new Map<string, Pause>();

  constructor(private readonly clock: Clock) {}

  /** Milliseconds to wait before the next request. */
  wait(key: string): number {
    const pause = this.#pauses.get(key);
    return pause ? Math.max(0, pause.until - this.clock.now()) : 0;
  }

  limited(key: string, retryAfterMs: number | undefined): void {
    const now = this.clock.now();
    const former = this.#pauses.get(key);
    // Calls that were under way together are refused together: that is one strike.
    const together = former !== undefined && former.until > now;
    const strikes = (former?.strikes ?? 0) + (together ? 0 : 1);
    const own = Math.min(firstPauseMs * 2 ** (strikes - 1), longestPauseMs);
    const asked = retryAfterMs !== undefined && retryAfterMs > 0 ? Math.min(retryAfterMs, longestPauseMs) : 0;
    this.#pauses.delete(key);
    this.#pauses.set(key, { until: Math.max(former?.until ?? 0, now + (asked > 0 ? asked : own)), strikes });
    if (this.#pauses.size > mostKept) this.#pauses.delete(this.#pauses.keys().next().value!);
  }

  succeeded(key: string): void {
    if (this.#pauses.size > 0) this.#pauses.delete(key);
  }
}
