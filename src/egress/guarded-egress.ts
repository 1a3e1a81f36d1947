import type { Dispatcher } from 'undici';
import { ByomError, type ProviderFetch, type ProviderRequestInit } from '../sdk/index.js';
import { AnswerCleaner } from './answer-cleaner.js';
import { authenticatedHeaders, type RouteAuth } from './authenticated-headers.js';
import { derivedSecrets } from './derived-secrets.js';
import type { EndpointPolicy } from './endpoint-policy.js';
import { guardedDispatcher } from './guarded-dispatcher.js';
import { outgoingTarget } from './outgoing-target.js';
import { ProviderExchange } from './provider-exchange.js';
import { quietChannels } from './quiet-channels.js';
import { requestHeaders } from './request-headers.js';

/** Where one attempt may go, and who pays for it. */
export interface AttemptRoute {
  readonly credential: {
    readonly origin: string;
    /** The secret fields by name. */
    readonly secret: { openForEgress(): Readonly<Record<string, string>> } | null;
    /** The others. */
    readonly fields?: Readonly<Record<string, string>>;
  };
  readonly auth: RouteAuth;
  /** True where no secret is needed; otherwise one without is not sent. */
  readonly keyless?: boolean;
  /** Its reason becomes the failure. */
  readonly signal: AbortSignal;
  /** Of the answer; the server's own limit where left out. */
  readonly maxResponseBytes?: number;
}

export interface EgressLimits {
  /** Bytes of one answer. */
  readonly maxResponseBytes?: number;
  /** Connections to one origin; more requests wait. */
  readonly connections?: number;
  readonly connectTimeoutMs?: number;
}

/** One attempt: a `fetch` that sends once, and what became of it. */
export interface GuardedAttempt {
  readonly fetch: ProviderFetch;
  /** False as long as it is certain that nothing reached the provider. */
  readonly sent: boolean;
  /** Milliseconds from the send to the end of the answer. */
  readonly providerMs: number;
  /** What egress itself knows of a failure. */
  readonly failure: ByomError | undefined;
  /** For what is made of the answer. */
  readonly cleaner: AnswerCleaner;
  /** A header of the answer as it came, unscrubbed: to read numbers from, never to show. */
  readonly header: (name: string) => string | undefined;
  /** Lets go of an answer that was not read to its end. */
  release(): void;
}

/** The one way out of this server. */
export class GuardedEgress {
  readonly #dispatcher: Dispatcher;
  readonly #maxResponseBytes: number;

  /** `isTenantSecret` tells what the vault made from what only looks like it. */
  constructor(
    private readonly policy: EndpointPolicy,
    private readonly isTenantSecret: (value: unknown) => boolean,
    limits: EgressLimits = {},
  ) {
    quietChannels();
    this.#maxResponseBytes = limits.maxResponseBytes ?? 16 * 1024 * 1024;
    this.#dispatcher = guardedDispatcher(policy, {
      connectTimeoutMs: limits.connectTimeoutMs ?? 10_000,
      connections: limits.connections ?? 1_024,
    });
  }

  attemptFetch(route: AttemptRoute): GuardedAttempt {
    const cleaner = new AnswerCleaner();
    let exchange: ProviderExchange | undefined;
    let startedAt = 0;
    const abort = () => exchange?.abort(reasonOf(route.signal));
    const fetch: ProviderFetch = async (url, init = {}) => {
      if (exchange) throw new ByomError('INTERNAL', 'A plugin tried to send a second request in one attempt.');
      if (route.signal.aborted) throw reasonOf(route.signal);
      const target = outgoingTarget(url, route.credential.origin);
      const { fields: open = {}, secret } = route.credential;
      this.#checkSecret(route);
      startedAt = performance.now();
      const secrets = secret?.openForEgress() ?? {};
      const maxResponseBytes = route.maxResponseBytes ?? this.#maxResponseBytes;
      const sending = new ProviderExchange({ url: target.href, cleaner, maxResponseBytes });
      exchange = sending;
      route.signal.addEventListener('abort', abort, { once: true });
      if (init.signal && init.signal !== route.signal) {
        const given = init.signal;
        const cancelled = new ByomError('CANCELLED', 'The plugin gave the request up.');
        if (given.aborted) throw cancelled;
        const giveUp = () => sending.abort(route.signal.aborted ? reasonOf(route.signal) : cancelled);
        given.addEventListener('abort', giveUp, { once: true });
      }
      const method = methodOf(init);
      const body = bodyOf(init);
      const given = { method, url: target, headers: requestHeaders(init.headers), body };
      const headers = await authenticatedHeaders(given, route.auth, { secrets, open });
      cleaner.lookFor([...Object.values(secrets), ...derivedSecrets(given.headers, headers)]);
      const { origin, pathname, search } = target;
      // A connection may be waiting that was made while the origin was open.
      await this.policy.checkStillOpen(origin);
      // It may have been given up meanwhile.
      if (sending.failure) throw sending.failure;
      this.#dispatcher.dispatch({ origin, path: pathname + search, method, headers, body }, sending);
      return sending.response;
    };
    return {
      fetch,
      cleaner,
      get sent() {
        return exchange?.sent ?? false;
      },
      get providerMs() {
        return exchange ? (exchange.endedAt ?? performance.now()) - startedAt : 0;
      },
      get failure() {
        return exchange?.failure;
      },
      header: (name) => exchange?.header(name),
      release() {
        route.signal.removeEventListener('abort', abort);
        if (exchange && exchange.endedAt === undefined) exchange.abort(notWanted());
      },
    };
  }

  close(): Promise<void> {
    return this.#dispatcher.destroy();
  }

  /** Nothing leaves on anybody's account but a customer's own. */
  #checkSecret({ credential: { secret }, keyless }: AttemptRoute): void {
    if (secret === null ? keyless === true : this.isTenantSecret(secret)) return;
    throw new ByomError('NO_CREDENTIAL', 'Nothing is sent without a key of the customer.');
  }
}

const reasonOf = (signal: AbortSignal): ByomError =>
  ByomError.is(signal.reason) ? signal.reason : new ByomError('CANCELLED', 'It was cancelled.');

const notWanted = () => new ByomError('CANCELLED', 'The rest of the answer was not wanted.');

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

function methodOf(init: ProviderRequestInit): Dispatcher.HttpMethod {
  const method = (init.method ?? 'GET').toUpperCase();
  if (methods.has(method)) return method;
  throw new ByomError('INTERNAL', 'A plugin gave a method that is not sent.');
}

function bodyOf(init: ProviderRequestInit): string | Uint8Array | null {
  if (init.body === undefined || init.body === null) return null;
  if (typeof init.body === 'string' || init.body instanceof Uint8Array) return init.body;
  throw new ByomError('INTERNAL', 'A plugin gave a body that is neither text nor bytes.');
}
