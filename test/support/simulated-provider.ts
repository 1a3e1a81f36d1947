import { countTokens } from '../../src/adaptation/count-tokens.js';
import { AnswerCleaner } from '../../src/egress/answer-cleaner.js';
import type { AttemptRoute, GuardedAttempt, GuardedEgress } from '../../src/egress/guarded-egress.js';
import { ByomError, ProviderError, type Message, type Price, type ProviderResponse } from '../../src/sdk/index.js';

export const simulatedFaults = [
  'rate-limit',
  'rate-limit-with-wait',
  'server-error',
  'overloaded',
  'unreachable',
  'hang',
  'cut',
  'garbage',
  'ramble',
  'zero-usage',
  'no-usage',
  'absurd-usage',
  'negative-usage',
] as const;
export type SimulatedFault = (typeof simulatedFaults)[number];

export interface SimulatedProviderOptions {
  readonly model: (messages: readonly Message[], sample: number) => string;
  readonly latencyMs: () => number;
  readonly fault?: () => SimulatedFault | undefined;
  readonly random: () => number;
  readonly price?: Price;
  /** Tokens, where a request does not say. */
  readonly outputLimit?: number;
  /** Requests that it takes at once before it answers 429. */
  readonly most?: number;
}

interface Body {
  readonly messages: readonly Message[];
  readonly max_tokens?: number;
}

/**
 * A provider without a network, at the far end of the way out: answers in the chat dialect after a while, fails as real
 * ones do, and keeps books of its own. It charges for what it has read and written, also where nobody hears the answer.
 */
export class SimulatedProvider {
  requests = 0;
  taskRequests = 0;
  tokens = 0;
  usd = 0;
  inFlight = 0;
  mostInFlight = 0;
  refused = 0;
  /** When the first came and the last ended, and request-milliseconds between. */
  firstAt: number | undefined;
  lastAt = 0;
  busyMs = 0;
  /** Workers' lives: what a dead one has asked for is cut off, and nobody hears the answer. */
  private readonly lives = new Map<number, AbortController>();
  private readonly asked = new Map<string, number>();

  constructor(private readonly options: SimulatedProviderOptions) {}

  get egress(): GuardedEgress {
    return this.egressOf(0);
  }

  /** The way out of one worker. */
  egressOf(worker: number): GuardedEgress {
    return { attemptFetch: (route: AttemptRoute) => this.attempt(route, worker) } as unknown as GuardedEgress;
  }

  kill(worker: number): void {
    this.lifeOf(worker).abort();
  }

  private lifeOf(worker: number): AbortController {
    const life = this.lives.get(worker) ?? new AbortController();
    this.lives.set(worker, life);
    return life;
  }

  private attempt({ signal }: AttemptRoute, worker: number): GuardedAttempt {
    const life = this.lifeOf(worker).signal;
    const either = AbortSignal.any([signal, life]);
    const state = { sent: false, startedAt: 0, endedAt: 0, failure: undefined as ByomError | undefined };
    const over = (reason: unknown) => (ByomError.is(reason) ? reason : new ByomError('CANCELLED', 'It was cancelled.'));
    return {
      cleaner: new AnswerCleaner(),
      header: () => undefined,
      fetch: async (_url, init) => {
        if (signal.aborted) throw over(signal.reason);
        state.startedAt = performance.now();
        const fault = this.options.fault?.();
        if (fault === 'unreachable') {
          await wait(20 + this.options.random() * 200, either);
          throw (state.failure = new ProviderError('PROVIDER_UNREACHABLE', 'No connection.', { notSent: true }));
        }
        state.sent = true;
        try {
          const reply = await this.exchange(JSON.parse(String(init?.body)) as Body, fault, either);
          // A process that is gone hears nothing and does nothing more.
          if (life.aborted) await new Promise<never>(() => undefined);
          return reply;
        } catch (error) {
          if (life.aborted) await new Promise<never>(() => undefined);
          throw (state.failure = ByomError.is(error) ? error : over(signal.reason));
        } finally {
          state.endedAt = performance.now();
        }
      },
      get sent() {
        return state.sent;
      },
      get providerMs() {
        return state.sent ? (state.endedAt || performance.now()) - state.startedAt : 0;
      },
      get failure() {
        return state.failure;
      },
      release() {},
    };
  }

  private async exchange(
    body: Body,
    fault: SimulatedFault | undefined,
    signal: AbortSignal,
  ): Promise<ProviderResponse> {
    const { model, latencyMs, random, most = Infinity } = this.options;
    const last = body.messages.at(-1)!.content;
    this.count(1);
    this.requests += 1;
    if (!last.includes('<new_instruction>')) this.taskRequests += 1;
    try {
      const crowded = this.inFlight > most;
      if (crowded || fault === 'rate-limit' || fault === 'rate-limit-with-wait') {
        this.refused += 1;
        await wait(5 + random() * 40, signal);
        const headers: Record<string, string> =
          fault === 'rate-limit-with-wait' ? { 'retry-after': String(1 + Math.floor(random() * 8)) } : {};
        return reply(429, { error: { message: 'Slow down.', code: 'rate_limit_exceeded' } }, headers);
      }
      if (fault === 'server-error' || fault === 'overloaded') {
        await wait(latencyMs() * random(), signal);
        return reply(fault === 'overloaded' ? 503 : 500, { error: { message: 'Oh no.' } });
      }
      // Asked the same again, it draws another answer.
      const key = JSON.stringify(body.messages);
      const sample = this.asked.get(key) ?? 0;
      if (last.includes('<new_instruction>')) this.asked.set(key, sample + 1);
      const limit = body.max_tokens ?? this.options.outputLimit ?? 4_096;
      const text = fault === 'ramble' ? 'and so on '.repeat(Math.ceil(limit / 3)) : model(body.messages, sample);
      const usage = this.charge(body, fault === 'ramble' ? limit : Math.min(limit, tokensOf(text)));
      if (fault === 'hang') await wait(2 ** 30, signal);
      await wait(latencyMs(), signal);
      if (fault === 'cut') throw new ProviderError('PROVIDER_UNREACHABLE', 'The connection broke.');
      if (fault === 'garbage') return reply(200, '<html>');
      return reply(200, {
        choices: [{ message: { content: text }, finish_reason: fault === 'ramble' ? 'length' : 'stop' }],
        ...usageOf(fault, usage),
      });
    } finally {
      this.count(-1);
    }
  }

  private charge({ messages }: Body, output: number): { readonly input: number; readonly output: number } {
    const input = messages.reduce((sum, { content }) => sum + tokensOf(content) + 4, 3);
    const { price } = this.options;
    this.tokens += input + output;
    if (price !== undefined) this.usd += (input * price.input + output * price.output) / 1e6;
    return { input, output };
  }

  private count(change: 1 | -1): void {
    const now = performance.now();
    this.firstAt ??= now;
    this.busyMs += this.inFlight * (now - (this.lastAt || now));
    this.lastAt = now;
    this.inFlight += change;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
  }
}

const known = new Map<string, number>();
function tokensOf(text: string): number {
  let tokens = known.get(text);
  if (tokens === undefined) {
    tokens = countTokens(text)!;
    if (known.size > 20_000) known.clear();
    known.set(text, tokens);
  }
  return tokens;
}

function usageOf(
  fault: SimulatedFault | undefined,
  { input, output }: { readonly input: number; readonly output: number },
) {
  if (fault === 'no-usage') return {};
  const counts: readonly [number, number] =
    fault === 'zero-usage'
      ? [0, 0]
      : fault === 'absurd-usage'
        ? [900_000_000, 900_000_000]
        : fault === 'negative-usage'
          ? [-input, -output]
          : [input, output];
  return { usage: { prompt_tokens: counts[0], completion_tokens: counts[1], total_tokens: counts[0] + counts[1] } };
}

function reply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): ProviderResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const all = new Map(Object.entries({ 'content-type': 'application/json', ...headers }));
  return {
    ok: status < 300,
    status,
    url: '',
    headers: { get: (name) => all.get(name.toLowerCase()) ?? null, entries: () => all.entries() },
    body: null,
    text: async () => text,
    json: async () => JSON.parse(text) as unknown,
  };
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal.addEventListener('abort', abort, { once: true });
  });
}
