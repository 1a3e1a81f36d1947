import { ProviderError, readRateLimits } from '../../sdk/index.js';
import type { ErrorCode, Logger, RateLimitHeaders, ReadHeader, TokenUsage } from '../../sdk/index.js';
import { pause } from '../pause.js';
import { EndpointHealth } from './endpoint-health.js';
import type { LimitStore } from './limit-store.js';
import { pauseKey } from './provider-pauses.js';
import { ProviderPace, type Turn } from './provider-pace.js';
import { appliesTo, type LimitValues } from './rate-limit.js';
import type { Hold, WaitingLimits } from './shared-limit.js';
import { TenantLimits, type LocalStanding } from './tenant-limits.js';

/** A call that is about to be tried. */
export interface LimitedCall {
  readonly tenant: string;
  /** A stored one's id. */
  readonly credential: string | null;
  readonly origin: string;
  readonly provider: string;
  /** Worst case. */
  readonly tokens: number;
  /** Calls of one flow wait behind one another, and no longer than others for those of another flow. */
  readonly flow: string;
  /** Longest wait for a provider that asked for one, or whose answers tell of one. */
  readonly mostPauseMs: number;
  readonly signal?: AbortSignal;
}

/** What became of an attempt. */
export interface Observed {
  readonly sent: boolean;
  /** Undefined where it was answered. */
  readonly code?: ErrorCode | undefined;
  readonly retryAfterMs?: number | undefined;
  /** What it came to, where that is known. */
  readonly usage?: Pick<TokenUsage, 'inputTokens' | 'outputTokens'> | undefined;
  /** Of the answer, where there was one. */
  readonly header?: ReadHeader;
  readonly declared?: readonly RateLimitHeaders[] | undefined;
}

/** Leave to send one request. */
export interface Pass {
  /** Ends it: `undefined` where it was not used. */
  observed(became: Observed | undefined): void;
}

export interface CallLimitsDeps {
  readonly store: LimitStore;
  readonly logger: Pick<Logger, 'error'>;
  readonly ofEveryTenant?: LimitValues | undefined;
  readonly most?: WaitingLimits;
  readonly now?: () => number;
  readonly random?: () => number;
}

const defaultMost: WaitingLimits = { calls: 256, ms: 10_000 };
const mostKept = 10_000;

/** When a call may be sent, by all that limits it: the tenant's and the operator's limits, and what providers ask for. */
export class CallLimits {
  readonly tenants: TenantLimits;
  readonly #paces = new Map<string, ProviderPace>();
  readonly #endpoints = new Map<string, EndpointHealth>();
  readonly #now: () => number;

  constructor(private readonly deps: CallLimitsDeps) {
    this.#now = deps.now ?? (() => performance.now());
    this.tenants = new TenantLimits({ ...deps, most: deps.most ?? defaultMost, now: this.#now });
  }

  /**
   * Waits for the call's turn. Fails with RATE_LIMITED where that would be too long, with the provider's own outage where
   * it has failed again and again, and with the signal's reason.
   */
  async admit(call: LimitedCall): Promise<Pass> {
    const standing = await this.tenants.of(call.tenant);
    const endpoint = this.#endpoint(call);
    const pace = this.#pace(call);
    for (;;) {
      endpoint.check();
      await this.#pause(standing, call);
      const wait = pace.wait(call.tokens);
      if (wait > call.mostPauseMs) throw stillLimited(wait);
      const holds: Hold[] = [];
      let turn: Turn | undefined;
      try {
        const ours = pace.take(call.tokens, call.flow, call.signal);
        turn = ours instanceof Promise ? await ours : ours;
        for (const { limit, shared } of standing.limits) {
          if (!appliesTo(limit, call)) continue;
          const hold = shared.take(call.tokens, call.flow, call.signal);
          holds.push(hold instanceof Promise ? await hold : hold);
        }
        endpoint.check();
        // Others may have been refused meanwhile: what it waits for then it does with nothing in its hands.
        if (standing.pauses.some && standing.pauses.wait(pauseKey(call.credential, call.origin)) > 0) {
          giveBack(turn, holds);
          continue;
        }
        return this.#pass(call, standing, { turn, holds, endpoint });
      } catch (error) {
        giveBack(turn, holds);
        throw error;
      }
    }
  }

  /** Counts a call, whose attempts may then be so many. */
  called(call: Pick<LimitedCall, 'tenant' | 'origin'>): void {
    this.#endpoint(call).called();
  }

  /** Whether a call that failed so may be tried again, for all that its endpoint bears. */
  mayRetry(call: Pick<LimitedCall, 'tenant' | 'origin'>, code: ErrorCode): boolean {
    return this.#endpoint(call).mayRetry(code);
  }

  #pass(
    call: LimitedCall,
    standing: LocalStanding,
    {
      turn,
      holds,
      endpoint,
    }: { readonly turn: Turn; readonly holds: readonly Hold[]; readonly endpoint: EndpointHealth },
  ): Pass {
    const told = endpoint.begin();
    return {
      observed: (became) => {
        if (became === undefined) {
          told('unsent');
          giveBack(turn, holds);
          return;
        }
        const { sent, code, usage, header, declared } = became;
        const tokens = usage === undefined ? {} : { tokens: usage.inputTokens + usage.outputTokens };
        for (const hold of holds) hold.end({ sent, ...tokens });
        told(sent || code === 'PROVIDER_UNREACHABLE' ? code : 'unsent');
        const readings =
          declared !== undefined && header !== undefined ? readRateLimits(declared, header, Date.now()) : undefined;
        const limited = code === 'RATE_LIMITED';
        if (code === undefined) turn.ended('answered', readings, usage);
        else turn.ended(limited ? 'limited' : sent ? 'other' : 'unsent', readings);
        if (limited) this.#limited(call, standing, became.retryAfterMs);
        else if (code === undefined) this.#succeeded(call, standing);
      },
    };
  }

  /** Waits as long as the provider asked for; a little longer each, so that not all come back at once. */
  async #pause({ pauses }: LocalStanding, call: LimitedCall): Promise<void> {
    if (!pauses.some) return;
    const wait = pauses.wait(pauseKey(call.credential, call.origin));
    if (wait === 0) return;
    if (wait > call.mostPauseMs) throw stillLimited(wait);
    await pause(wait * (1 + (this.deps.random ?? Math.random)() / 4), call.signal);
  }

  #limited(call: LimitedCall, { pauses }: LocalStanding, retryAfterMs: number | undefined): void {
    const limited = pauses.limited(pauseKey(call.credential, call.origin), retryAfterMs);
    if (limited === undefined) return;
    const { tenant, credential, origin } = call;
    this.#tell(this.deps.store.pause(tenant, { credential: credential ?? '', origin, ...limited }));
  }

  #succeeded({ tenant, credential, origin }: LimitedCall, { pauses }: LocalStanding): void {
    if (pauses.succeeded(pauseKey(credential, origin))) {
      this.#tell(this.deps.store.resume(tenant, credential ?? '', origin));
    }
  }

  /** It counts here already; the other replicas hear of it soon, or from the provider. */
  #tell(telling: Promise<void>): void {
    telling.catch(() => this.deps.logger.error({}, 'A pause that a provider asked for could not be shared.'));
  }

  #pace({ tenant, credential, origin }: LimitedCall): ProviderPace {
    return kept(this.#paces, `${tenant} ${credential ?? ''} ${origin}`, () => new ProviderPace(this.#now));
  }

  #endpoint({ tenant, origin }: Pick<LimitedCall, 'tenant' | 'origin'>): EndpointHealth {
    return kept(this.#endpoints, `${tenant} ${origin}`, () => new EndpointHealth(this.#now));
  }
}

function giveBack(turn: Turn | undefined, holds: readonly Hold[]): void {
  turn?.ended('unsent');
  for (const hold of holds) hold.end({ sent: false });
}

/** The oldest ones are forgotten: they begin anew when they are needed again. */
function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  let found = map.get(key);
  if (found === undefined) {
    if (map.size >= mostKept) map.delete(map.keys().next().value!);
    map.set(key, (found = make()));
  }
  return found;
}

const stillLimited = (retryAfterMs: number) =>
  new ProviderError('RATE_LIMITED', 'The provider has asked to wait longer than this call may.', {
    notSent: true,
    retryAfterMs: Math.ceil(retryAfterMs),
  });
