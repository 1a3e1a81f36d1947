import { FairLine } from './fair-line.js';
import type { LimitAsk, LimitGrant } from './exchange-limit.js';
import { limitReached } from './limit-reached.js';
import type { LimitScope } from './rate-limit.js';
import { permitMs } from './share-permits.js';
import { leaseMs, type SpentSecond } from './spent-window.js';

/** What a call took of a limit. */
export interface Hold {
  /** Ends it; `tokens`: what it came to, where that is known. */
  end(outcome: { readonly sent: boolean; readonly tokens?: number }): void;
}

export interface SharedLimitDeps {
  /** This replica. */
  readonly holder: string;
  readonly scope: LimitScope;
  /** Undefined where the limit is lifted. */
  readonly exchange: (ask: LimitAsk) => Promise<LimitGrant | undefined>;
  readonly most: WaitingLimits;
  /** Milliseconds that never step back. */
  readonly now?: () => number;
}

/** How many calls wait for one limit, and how long each. */
export interface WaitingLimits {
  readonly calls: number;
  readonly ms: number;
}

interface Waiting {
  readonly flow: string;
  readonly tokens: number;
  readonly until: number;
  readonly start: (hold: Hold) => void;
  readonly fail: (error: unknown) => void;
}

interface Lease {
  readonly second: number;
  readonly until: number;
  requests: number;
  tokens: number;
}

/** Asked for at once; more wait for the next exchange. */
const mostAsked = 64;
const mostAhead = 10;
const renewMs = 1_000;
/** How soon to look again for what others may give back at any time. */
const lookAgainMs = 200;

/**
 * This replica's side of one limit: it uses what it was handed without asking, waits in a fair line where that is used
 * up, and asks for all who wait at once.
 */
export class SharedLimit {
  readonly #line = new FairLine<Waiting>();
  readonly #now: () => number;
  #lease: Lease | undefined;
  /** Calls that it may have under way, and until when it may rely on that. */
  #permits = { allowed: 0, until: 0 };
  #grant: LimitGrant | undefined;
  #inUse = 0;
  #peak = 0;
  /** Calls begun since the last exchange. */
  #begun = 0;
  #returned: SpentSecond[] = [];
  #exchanging = false;
  #lifted = false;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Infinity;

  constructor(private readonly deps: SharedLimitDeps) {
    this.#now = deps.now ?? (() => performance.now());
  }

  get waiting(): number {
    return this.#line.size;
  }

  /** At once where it can; else in the line of those who wait. Fails with RATE_LIMITED, or with the signal's reason. */
  take(tokens: number, flow: string, signal?: AbortSignal): Hold | Promise<Hold> {
    if (this.#line.size === 0 && this.#fits(tokens)) return this.#begin(tokens);
    if (this.#line.size >= this.deps.most.calls) {
      return Promise.reject(limitReached(this.deps.scope, this.#grant?.waitMs ?? 0));
    }
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const leave = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        this.#line.remove(waiting);
      };
      const waiting: Waiting = {
        flow,
        tokens,
        until: this.#now() + this.deps.most.ms,
        start: (hold) => {
          leave();
          resolve(hold);
        },
        fail: (error) => {
          leave();
          reject(error);
        },
      };
      const abort = () => waiting.fail(signal!.reason);
      const timer = setTimeout(() => waiting.fail(this.#reached()), this.deps.most.ms);
      signal?.addEventListener('abort', abort, { once: true });
      this.#line.push(waiting);
      this.#exchangeIn(0);
    });
  }

  /** The limit is another one now: what was handed out under the former one is given back at the next exchange. */
  changed(): void {
    this.#grant = undefined;
    this.#exchangeIn(0);
  }

  /** Says no more of itself: what it holds is the others' as soon as they take it for dead. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timerAt = -Infinity;
  }

  /** Lets all go that wait: the limit is lifted. */
  lift(): void {
    this.#lifted = true;
    this.#serve();
    clearTimeout(this.#timer);
  }

  /** Whether it has as much under way as it may: what comes next is served as one of these ends. */
  get #fullyUsed(): boolean {
    return typeof this.#grant?.permits === 'number' && this.#inUse >= this.#permits.allowed;
  }

  get #leftOver(): boolean {
    const { requests, tokens } = this.#lease ?? { requests: 0, tokens: 0 };
    return (requests > 0 && Number.isFinite(requests)) || (tokens > 0 && Number.isFinite(tokens));
  }

  #reached(): Error {
    return limitReached(this.deps.scope, this.#grant?.waitMs ?? 0);
  }

  #fits(tokens: number): boolean {
    if (this.#lifted) return true;
    const grant = this.#grant;
    if (grant === undefined || this.#exchanging) return false;
    const now = this.#now();
    if (grant.permits !== null && (this.#inUse >= this.#permits.allowed || now >= this.#permits.until)) return false;
    if (grant.requests === null && grant.tokens === null) return true;
    const lease = this.#lease;
    return (
      lease !== undefined &&
      now < lease.until &&
      lease.requests >= 1 &&
      lease.tokens >= Math.min(tokens, grant.mostTokens)
    );
  }

  #begin(asked: number): Hold {
    const grant = this.#grant;
    const tokens = Math.min(asked, grant?.mostTokens ?? 0);
    const lease = this.#lease;
    if (lease !== undefined && !this.#lifted) {
      lease.requests -= 1;
      lease.tokens -= tokens;
    }
    this.#inUse += 1;
    this.#begun += 1;
    this.#peak = Math.max(this.#peak, this.#inUse);
    let ended = false;
    return {
      end: ({ sent, tokens: used }) => {
        if (ended) return;
        ended = true;
        this.#inUse -= 1;
        if (this.#lifted || grant === undefined) return;
        const back = {
          second: grant.second,
          requests: sent || grant.requests === null ? 0 : 1,
          tokens: grant.tokens === null ? 0 : sent ? tokens - (used ?? tokens) : tokens,
        };
        if (back.requests !== 0 || back.tokens !== 0) this.#returned.push(back);
        this.#serve();
        if (this.#grant?.contested === true) this.#exchangeIn(0);
        else if (this.#line.size > 0) this.#exchangeIn(this.#fullyUsed ? lookAgainMs : 0);
        else if (this.#returned.length > 0) this.#exchangeIn(lookAgainMs);
      },
    };
  }

  #serve(): void {
    for (let next = this.#line.peek(); next !== undefined && this.#fits(next.tokens); next = this.#line.peek()) {
      this.#line.shift();
      next.start(this.#begin(next.tokens));
    }
  }

  #exchangeIn(ms: number): void {
    const at = this.#now() + ms;
    if (this.#lifted || this.#exchanging || at >= this.#timerAt) return;
    clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = setTimeout(() => void this.#exchange(), ms).unref();
  }

  async #exchange(): Promise<void> {
    this.#timerAt = Infinity;
    this.#exchanging = true;
    const began = this.#now();
    const calls = this.#line.first(mostAsked).map(({ tokens }) => tokens);
    const returned = this.#returned;
    if (this.#leftOver) returned.push(this.#lease!);
    this.#lease = undefined;
    this.#returned = [];
    const wanted = Math.max(this.#peak, this.#inUse + this.#line.size);
    const ahead = Math.min(mostAhead, this.#begun);
    this.#peak = this.#inUse;
    this.#begun = 0;
    let grant: LimitGrant | undefined;
    try {
      const { holder } = this.deps;
      grant = await this.deps.exchange({ holder, inUse: this.#inUse, wanted, calls, ahead, returned: sums(returned) });
    } catch (error) {
      // What it had left counts as used; those who wait hear of the fault as they would from the ledger.
      this.#exchanging = false;
      for (const waiting of this.#line.first(Infinity)) waiting.fail(error);
      if (this.#inUse > 0) this.#exchangeIn(lookAgainMs);
      return;
    }
    this.#exchanging = false;
    if (grant === undefined) return this.lift();
    this.#grant = grant;
    this.#permits = { allowed: grant.permits ?? 0, until: began + permitMs };
    const { second, requests, tokens } = grant;
    this.#lease = { second, until: began + leaseMs, requests: requests ?? Infinity, tokens: tokens ?? Infinity };
    this.#serve();
    this.#turnAway(grant);
    this.#plan(grant);
  }

  /** Those whose time will be over before anything can be theirs need not wait for that. */
  #turnAway({ leastWaitMs }: LimitGrant): void {
    const soonest = this.#now() + leastWaitMs;
    for (const waiting of this.#line.first(Infinity)) if (waiting.until < soonest) waiting.fail(this.#reached());
  }

  #plan({ permits, waitMs, leastWaitMs }: LimitGrant): void {
    if (this.#line.size > 0)
      this.#exchangeIn(leastWaitMs > 0 ? leastWaitMs : Math.min(waitMs || lookAgainMs, lookAgainMs));
    else if (this.#returned.length > 0) this.#exchangeIn(lookAgainMs);
    else if (permits !== null && (this.#inUse > 0 || permits > 0)) this.#exchangeIn(renewMs);
    // What was handed out ahead and nobody came for.
    else if (this.#leftOver) this.#exchangeIn(leaseMs);
  }
}

/** One entry for each second. */
function sums(returned: readonly SpentSecond[]): readonly SpentSecond[] {
  const bySecond = new Map<number, SpentSecond>();
  for (const { second, requests, tokens } of returned) {
    const former = bySecond.get(second) ?? { second, requests: 0, tokens: 0 };
    bySecond.set(second, {
      second,
      requests: former.requests + (Number.isFinite(requests) ? requests : 0),
      tokens: former.tokens + (Number.isFinite(tokens) ? tokens : 0),
    });
  }
  return [...bySecond.values()];
}
