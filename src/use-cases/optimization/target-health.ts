/** After a failure nothing more is sent to the target for so long; the last one again and again. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
/** A target that has answered nothing for so long is dead. */
const DEAD_AFTER_MS = 120_000;
/** Multiples of the slowest answer that a request may take, among so many first, and the least and most of it. */
const DEADLINE = { times: 10, after: 10, leastMs: 60_000, mostMs: 600_000 };

/** What is known of one model on one account from how its calls went: when to ask it again, and when no more. */
export class TargetHealth {
  /** Calls answered. */
  answered = 0;
  private slowestMs = 0;
  private failures = 0;
  private failingSince: number | undefined;
  private pausedUntil = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  answeredIn(ms: number): void {
    this.answered += 1;
    this.slowestMs = Math.max(this.slowestMs, ms);
    this.failures = 0;
    this.failingSince = undefined;
    this.pausedUntil = 0;
  }

  /** A call failed after its retries, in a way that another time may not. */
  failed(): void {
    const now = this.now();
    this.failingSince ??= now;
    // What was under way together fails together: that is one time.
    if (now < this.pausedUntil) return;
    this.pausedUntil = now + PAUSES_MS[Math.min(this.failures, PAUSES_MS.length - 1)]!;
    this.failures += 1;
  }

  /** Milliseconds until it may be asked again. */
  get pauseMs(): number {
    return Math.max(0, this.pausedUntil - this.now());
  }

  get dead(): boolean {
    return this.failingSince !== undefined && this.now() - this.failingSince >= DEAD_AFTER_MS;
  }

  /** Milliseconds that a request may take; undefined until enough is known. */
  get deadlineMs(): number | undefined {
    if (this.answered < DEADLINE.after) return undefined;
    return Math.min(DEADLINE.mostMs, Math.max(DEADLINE.leastMs, this.slowestMs * DEADLINE.times));
  }
}
