import type { RatedAmount, RateReading } from '../../sdk/index.js';

/** Of everything that providers count: what a call comes to, or what was sent so far. */
export type Amounts = Readonly<Record<RatedAmount, number>>;

/** Below this part of the limit calls are spread. */
const lowShare = 0.2;

/** One limit of a provider's as its answers tell of it, and what was sent since. */
export class ToldBudget {
  readonly #reading: RateReading;
  readonly #limit: number;

  constructor(
    reading: RateReading,
    /** As the call was sent whose answer told it: what was sent later it may not count. */
    private readonly sent: Amounts,
    private readonly at: number,
    former?: ToldBudget,
  ) {
    this.#reading = reading;
    this.#limit = reading.limit ?? Math.max(reading.remaining, former === undefined ? 0 : former.#limit);
  }

  /** Whether it was told by the answer to an earlier call. */
  olderThan(sent: Amounts): boolean {
    return this.sent.requests <= sent.requests;
  }

  /** Whether, by what it says, the provider would refuse a call. */
  refuses(call: Amounts, sent: Amounts, now: number): boolean {
    return this.#left(sent, now) < this.#cost(call);
  }

  /** Whether by now, by what it says, there is all of it again. */
  renewed(now: number): boolean {
    return now - this.at >= this.#reading.resetMs;
  }

  /** Milliseconds to wait before a call; calls are spread by the time of the last one. */
  wait(call: Amounts, sent: Amounts, lastSentAt: number, now: number): number {
    const cost = this.#cost(call);
    const left = this.#left(sent, now);
    const low = this.#limit * lowShare;
    if (left - cost >= low) return 0;
    const untilReset = this.at + this.#reading.resetMs - now;
    const rate = this.#rate;
    // The less is left the slower, so that replicas that do not know of each other find a rate that suits them all.
    if (rate > 0)
      return left >= cost ? lastSentAt + (cost / rate) * Math.max(1, low / left) - now : (cost - left) / rate;
    return left >= cost ? lastSentAt + (untilReset * cost) / left - now : untilReset;
  }

  /** Units for a millisecond; 0 where nothing comes before the reset. */
  get #rate(): number {
    const { declared, remaining, resetMs } = this.#reading;
    return declared.refills === 'gradually' && resetMs > 0 ? Math.max(0, this.#limit - remaining) / resetMs : 0;
  }

  #cost(call: Amounts): number {
    return Math.min(call[this.#reading.declared.of], this.#limit);
  }

  #left(sent: Amounts, now: number): number {
    const { declared, remaining } = this.#reading;
    const elapsed = now - this.at;
    if (this.renewed(now)) return this.#limit;
    return Math.min(this.#limit, remaining - (sent[declared.of] - this.sent[declared.of]) + this.#rate * elapsed);
  }
}
