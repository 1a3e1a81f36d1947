import type { ProviderPause } from './limit-store.js';

interface Pause {
  until: number;
  strikes: number;
  /** Known here before it is known to all. */
  ownUntil: number;
}

const firstPauseMs = 500;
const longestOwnMs = 60_000;
/** Whatever a provider asks for: after so long it is asked again. */
export const longestPauseMs = 600_000;
const writtenMs = 2_000;
const mostKept = 1_000;

export const pauseKey = (credential: string | null, origin: string): string => `${credential ?? ''} ${origin}`;

/**
 * A tenant's calls that wait because a provider asked them to slow down: all on the same credential and origin, longer
 * with every refusal in a row, and not at all once a later call has come through.
 */
export class ProviderPauses {
  readonly #pauses = new Map<string, Pause>();

  constructor(private readonly now: () => number) {}

  get some(): boolean {
    return this.#pauses.size > 0;
  }

  /** Milliseconds to wait before the next request. */
  wait(key: string): number {
    const pause = this.#pauses.get(key);
    return pause === undefined ? 0 : Math.max(0, pause.until - this.now());
  }

  /** What is to be told to the other replicas; undefined where they know it. */
  limited(key: string, retryAfterMs: number | undefined): Pick<ProviderPause, 'ms' | 'strikes'> | undefined {
    const now = this.now();
    const former = this.#pauses.get(key);
    // Calls that were under way together are refused together: that is one strike.
    const together = former !== undefined && former.until > now;
    const strikes = Math.min(1_000, (former?.strikes ?? 0) + (together ? 0 : 1));
    const asked = retryAfterMs !== undefined && retryAfterMs > 0;
    const ms = asked
      ? Math.min(retryAfterMs, longestPauseMs)
      : Math.min(firstPauseMs * 2 ** (strikes - 1), longestOwnMs);
    if (together && former.until >= now + ms) return undefined;
    this.#pauses.set(key, { until: now + ms, strikes, ownUntil: now + writtenMs });
    if (this.#pauses.size > mostKept) this.#pauses.delete(this.#pauses.keys().next().value!);
    return { ms, strikes };
  }

  /** Whether it ends a row of refusals; an answer to what was sent before the refusal does not. */
  succeeded(key: string): boolean {
    return this.#pauses.size > 0 && this.wait(key) === 0 && this.#pauses.delete(key);
  }

  /** As all replicas know it. */
  replace(pauses: readonly ProviderPause[]): void {
    const now = this.now();
    const known = new Set(pauses.map(({ credential, origin }) => pauseKey(credential, origin)));
    for (const [key, { ownUntil }] of this.#pauses) if (!known.has(key) && ownUntil < now) this.#pauses.delete(key);
    for (const { credential, origin, ms, strikes } of pauses) {
      const key = pauseKey(credential, origin);
      const former = this.#pauses.get(key);
      const until = Math.max(
        now + Math.min(ms, longestPauseMs),
        former !== undefined && former.ownUntil >= now ? former.until : 0,
      );
      this.#pauses.set(key, { until, strikes, ownUntil: 0 });
    }
  }
}
