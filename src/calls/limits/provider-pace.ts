import type { RateLimitHeaders, RateReading, TokenUsage } from '../../sdk/index.js';
import { FairLine } from './fair-line.js';
import { ToldBudget, type Amounts } from './told-budget.js';

interface Waiting {
  readonly flow: string;
  readonly tokens: number;
  readonly since: number;
  readonly start: (turn: Turn) => void;
}

/** A call's turn, until it has ended. */
export interface Turn {
  /** `told`: what its answer, or refusal, says of the provider's limits; `usage`: what an answer came to. */
  ended(became: 'answered' | 'limited' | 'other' | 'unsent', told?: readonly RateReading[], usage?: Usage): void;
}

type Usage = Pick<TokenUsage, 'inputTokens' | 'outputTokens'>;

const nothing: Amounts = { requests: 0, tokens: 0, 'input-tokens': 0, 'output-tokens': 0 };
/** How much the latest answer counts in what a call usually comes to. */
const newest = 0.2;

/** A provider may be wrong: after so long it is asked all the same. */
const longestMs = 60_000;
/** What was in flight together is refused together: that is one time. */
const easeEveryMs = 1_000;
/** What says that calls will be refused that are answered is not listened to for so long. */
const distrustedMs = 600_000;
/** Nor is what says so often in a row that nothing is left where, by what it said before, there is all of it again. */
const mostEmptyRenewals = 3;

/**
 * How fast calls on one credential go to one origin, as the provider's answers teach it: spread over the time to the
 * reset before a limit is used up, and fewer at once after a refusal, until more are borne.
 */
export class ProviderPace {
  readonly #line = new FairLine<Waiting>();
  readonly #told = new Map<RateLimitHeaders, ToldBudget>();
  readonly #distrusted = new Map<RateLimitHeaders, number>();
  readonly #emptyRenewals = new Map<RateLimitHeaders, number>();
  #sent = nothing;
  /** What a call comes to by the answers so far: its worst case would hold up many that fit easily. */
  #usual: Amounts | undefined;
  #lastSentAt = -Infinity;
  #inFlight = 0;
  #allowed = Infinity;
  /** In flight when it was first too much. */
  #tooMany = 0;
  #easedAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly now: () => number) {}

  /** Milliseconds that a call would wait at least by what the provider has told. */
  wait(tokens: number): number {
    const wait = this.#wait(tokens);
    return wait === Infinity ? 0 : Math.min(wait, longestMs);
  }

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
    const call = this.#likely(tokens);
    let wait = 0;
    for (const [declared, budget] of this.#told) {
      if ((this.#distrusted.get(declared) ?? -Infinity) > now) continue;
      wait = Math.max(wait, budget.wait(call, this.#sent, this.#lastSentAt, now));
    }
    return wait;
  }

  #begin(tokens: number): Turn {
    const now = this.now();
    const call = this.#likely(tokens);
    const before = this.#sent;
    const against = [...this.#told].filter(([, budget]) => budget.refuses(call, before, now));
    const renewed = new Set([...this.#told].flatMap(([declared, budget]) => (budget.renewed(now) ? [declared] : [])));
    const sent = combined(before, 1, call, 1);
    this.#sent = sent;
    this.#lastSentAt = now;
    this.#inFlight += 1;
    let ended = false;
    return {
      ended: (became, told = [], usage) => {
        if (ended) return;
        ended = true;
        const inFlight = this.#inFlight;
        this.#inFlight -= 1;
        if (became === 'unsent') this.#sent = combined(this.#sent, 1, call, -1);
        if (usage !== undefined)
          this.#usual = combined(this.#usual ?? costOf(usage), 1 - newest, costOf(usage), newest);
        if (became === 'answered') {
          for (const [declared] of against) this.#distrust(declared);
          for (const { declared, remaining, limit = 1 } of told) {
            if (renewed.has(declared)) this.#renewed(declared, remaining < 1 && limit > 1);
          }
          this.#widen();
        }
        if (became === 'limited') this.#ease(inFlight);
        for (const reading of told) this.#learn(reading, sent);
        if (this.#line.size > 0) this.#serve();
      },
    };
  }

  #likely(tokens: number): Amounts {
    if (this.#usual === undefined) return { requests: 1, tokens, 'input-tokens': tokens, 'output-tokens': tokens };
    return this.#usual;
  }

  #distrust(declared: RateLimitHeaders): void {
    this.#distrusted.set(declared, this.now() + distrustedMs);
  }

  #renewed(declared: RateLimitHeaders, empty: boolean): void {
    const times = empty ? (this.#emptyRenewals.get(declared) ?? 0) + 1 : 0;
    this.#emptyRenewals.set(declared, times);
    if (times >= mostEmptyRenewals) this.#distrust(declared);
  }

  #learn(reading: RateReading, sent: Amounts): void {
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
        this.#timer = setTimeout(() => this.#serve(), Math.ceil(wait));
        return;
      }
      this.#line.shift();
      next.start(this.#begin(next.tokens));
    }
  }
}

const costOf = ({ inputTokens, outputTokens }: Usage): Amounts => ({
  requests: 1,
  tokens: inputTokens + outputTokens,
  'input-tokens': inputTokens,
  'output-tokens': outputTokens,
});

const combined = (a: Amounts, timesA: number, b: Amounts, timesB: number): Amounts => ({
  requests: a.requests * timesA + b.requests * timesB,
  tokens: a.tokens * timesA + b.tokens * timesB,
  'input-tokens': a['input-tokens'] * timesA + b['input-tokens'] * timesB,
  'output-tokens': a['output-tokens'] * timesA + b['output-tokens'] * timesB,
});
