import type { RateLimitHeaders } from '../../sdk/index.js';
import { FairLine } from './fair-line.js';
import type { RateReading } from './read-rate-limits.js';
import { ToldBudget, type SentSoFar } from './told-budget.js';

interface Waiting {
  readonly flow: string;
  readonly tokens: number;
  readonly since: number;
  readonly start: (turn: Turn) => void;
}

/** A call's turn, until it has ended. */
export interface Turn {
  /** `told`: what its answer, or refusal, says of the provider's limits. */
  ended(became: 'answered' | 'limited' | 'other' | 'unsent', told?: readonly RateReading[]): void;
}

/** A provider may be wrong: after so long it is asked all the same. */
const longestMs = 60_000;
/** What was in flight together is refused together: that is one time. */
const easeEveryMs = 1_000;
/** What says that calls will be refused that are answered is not listened to for so long. */
const distrustedMs = 600_000;

/**
 * How fast calls on one credential go to one origin, as the provider's answers teach it: spread over the time to the
 * reset before a limit is used up, and fewer at once after a refusal, until more are borne.
 */
export class ProviderPace {
  readonly #line = new FairLine<Waiting>();
  readonly #told = new Map<RateLimitHeaders, ToldBudget>();
  readonly #distrusted = new Map<RateLimitHeaders, number>();
  #sent: SentSoFar = { requests: 0, tokens: 0 };
  #lastSentAt = -Infinity;
  #inFlight = 0;
  #allowed = Infinity;
  /** In flight when it was first too much. */
  #tooMany = 0;
  #easedAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly now: () => number) {}

  take(tokens: number, flow: string, signal?: AbortSignal): Turn | Promise<Turn> {
    if (this.#line.size === 0 && this.#wait(tokens) <= 0) return this.#begin(tokens);
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const waiting: Waiting = {
        flow,
        tokens,
        since: this.now(),
        start: (turn) => {
          signal?.removeEventListener('abort', abort);
          resolve(turn);
        },
      };
      const abort = () => {
        this.#line.remove(waiting);
        reject(signal!.reason as Error);
        this.#serve();
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#line.push(waiting);
      this.#serve();
    });
  }

  /** Milliseconds; endless until another call has ended. */
  #wait(tokens: number): number {
    if (this.#inFlight >= Math.floor(this.#allowed)) return Infinity;
    if (this.#told.size === 0) return 0;
    const now = this.now();
    let wait = 0;
    for (const [declared, budget] of this.#told) {
      if ((this.#distrusted.get(declared) ?? -Infinity) > now) continue;
      wait = Math.max(wait, budget.wait(tokens, this.#sent, this.#lastSentAt, now));
    }
    return wait;
  }

  #begin(tokens: number): Turn {
    const now = this.now();
    const before = this.#sent;
    const against = [...this.#told].filter(([, budget]) => budget.refuses(tokens, before, now));
    const sent = { requests: before.requests + 1, tokens: before.tokens + tokens };
    this.#sent = sent;
    this.#lastSentAt = now;
    this.#inFlight += 1;
    let ended = false;
    return {
      ended: (became, told = []) => {
        if (ended) return;
        ended = true;
        const inFlight = this.#inFlight;
        this.#inFlight -= 1;
        if (became === 'unsent') this.#sent = { requests: this.#sent.requests - 1, tokens: this.#sent.tokens - tokens };
        if (became === 'answered') {
          for (const [declared] of against) this.#distrusted.set(declared, this.now() + distrustedMs);
          this.#widen();
        }
        if (became === 'limited') this.#ease(inFlight);
        for (const reading of told) this.#learn(reading, sent);
        if (this.#line.size > 0) this.#serve();
      },
    };
  }

  #learn(reading: RateReading, sent: SentSoFar): void {
    const former = this.#told.get(reading.declared);
    if (former !== undefined && !former.olderThan(sent)) return;
    this.#told.set(reading.declared, new ToldBudget(reading, sent, this.now(), former));
  }

  #ease(inFlight: number): void {
    const now = this.now();
    if (now - this.#easedAt < easeEveryMs) return;
    this.#easedAt = now;
    if (this.#allowed === Infinity) this.#tooMany = inFlight;
    this.#allowed = Math.max(1, Math.floor(Math.min(this.#allowed, inFlight) / 2));
  }

  /** One more at once for every round of answers, up to what was once too much and a little beyond. */
  #widen(): void {
    if (this.#allowed === Infinity) return;
    this.#allowed += 1 / this.#allowed;
    if (this.#allowed > this.#tooMany * 1.5 + 1) this.#allowed = Infinity;
  }

  #serve(): void {
    clearTimeout(this.#timer);
    for (let next = this.#line.peek(); next !== undefined; next = this.#line.peek()) {
      const wait = Math.min(this.#wait(next.tokens), next.since + longestMs - this.now());
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#serve(), wait);
        return;
      }
      this.#line.shift();
      next.start(this.#begin(next.tokens));
    }
  }
}
