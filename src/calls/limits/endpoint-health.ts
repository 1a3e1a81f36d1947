import { ProviderError, type ErrorCode } from '../../sdk/index.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { RetryQuota } from './retry-quota.js';

/** What says that the endpoint is out of order, and nothing of the request. */
const outages: ReadonlySet<ErrorCode> = new Set([
  'PROVIDER_OVERLOADED',
  'PROVIDER_TIMEOUT',
  'PROVIDER_UNREACHABLE',
  'PROVIDER_PROTOCOL',
]);

/** How one origin fares for one tenant: whether to ask it at all, and whether to ask it again. */
export class EndpointHealth {
  readonly #breaker: CircuitBreaker;
  readonly #quota = new RetryQuota();
  #lastOutage: ErrorCode = 'PROVIDER_OVERLOADED';

  constructor(now: () => number) {
    this.#breaker = new CircuitBreaker(now);
  }

  /** Fails where the endpoint has failed so often that nothing is sent for now. */
  check(): void {
    const waitMs = this.#breaker.waitMs;
    if (waitMs <= 0) return;
    const code = this.#lastOutage === 'PROVIDER_UNREACHABLE' ? 'PROVIDER_UNREACHABLE' : 'PROVIDER_OVERLOADED';
    throw new ProviderError(code, 'The provider has failed many times in a row, and is asked again after a pause.', {
      notSent: true,
      retryAfterMs: Math.ceil(waitMs),
    });
  }

  /** Begins an attempt, after `check`. */
  begin(): (code: ErrorCode | 'unsent' | undefined) => void {
    const probe = this.#breaker.begin();
    return (code) => {
      if (code === 'unsent' || code === 'CANCELLED') return this.#breaker.unknown(probe);
      if (code === undefined || !outages.has(code)) return this.#breaker.answered();
      this.#lastOutage = code;
      this.#breaker.failed();
    };
  }

  called(): void {
    this.#quota.called();
  }

  /** Whether a call that failed so may be tried again. A provider that limits its calls says itself when. */
  mayRetry(code: ErrorCode): boolean {
    if (code === 'RATE_LIMITED') return true;
    return this.#breaker.waitMs === 0 && this.#quota.retry();
  }
}
