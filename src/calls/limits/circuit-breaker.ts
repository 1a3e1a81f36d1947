/** Failures in a row, with no answer between them. */
const failuresToOpen = 10;
const firstOpenMs = 1_000;
const longestOpenMs = 30_000;
/** A probe of which nothing was heard for so long is taken for lost. */
const probeMs = 120_000;

/** Asks nothing of an endpoint that fails again and again, but for one probe from time to time. */
export class CircuitBreaker {
  #failures = 0;
  #openings = 0;
  #openUntil = 0;
  #probeUntil = 0;

  constructor(private readonly now: () => number) {}

  /** Milliseconds until a call may be tried; 0: now. */
  get waitMs(): number {
    if (this.#openings === 0) return 0;
    return Math.max(0, Math.max(this.#openUntil, this.#probeUntil) - this.now());
  }

  /** Begins a call, where `waitMs` is 0. Of an open breaker it is the probe, and the others wait for what becomes of it. */
  begin(): boolean {
    const probe = this.#openings > 0;
    if (probe) this.#probeUntil = this.now() + probeMs;
    return probe;
  }

  answered(): void {
    this.#failures = 0;
    this.#openings = 0;
    this.#probeUntil = 0;
  }

  failed(): void {
    this.#failures += 1;
    if (this.#failures < failuresToOpen) return;
    const now = this.now();
    this.#probeUntil = 0;
    // What was under way together fails together.
    if (this.#openings > 0 && now < this.#openUntil) return;
    this.#openUntil = now + Math.min(firstOpenMs * 2 ** this.#openings, longestOpenMs);
    this.#openings += 1;
  }

  /** The call says nothing of the endpoint. */
  unknown(probe: boolean): void {
    if (probe) this.#probeUntil = 0;
  }
}
