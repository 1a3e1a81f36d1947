import type { Dispatcher } from 'undici';
import { ByomError, ProviderError, type ProviderResponse } from '../sdk/index.js';
import type { AnswerCleaner } from './answer-cleaner.js';
import { networkFailure } from './network-failure.js';

type ResponseHeaders = Record<string, string | string[] | undefined>;
/** Bytes that may wait unread before the provider is made to wait. */
const readAhead = 256 * 1024;

export interface ExchangeOptions {
  readonly url: string;
  readonly cleaner: AnswerCleaner;
  readonly maxResponseBytes: number;
}

/** One request and its answer on the wire: a handler for undici, and the light response that adapters read. */
export class ProviderExchange implements Dispatcher.DispatchHandler {
  /** True from the moment at which the first byte may have left. */
  sent = false;
  /** Of the answer's last byte, or of the failure; `performance.now()`. */
  endedAt: number | undefined;
  failure: ByomError | undefined;
  readonly response: Promise<ProviderResponse>;
  readonly #options: ExchangeOptions;
  #resolve!: (response: ProviderResponse) => void;
  #reject!: (error: ByomError) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #chunks: Buffer[] = [];
  #received = 0;
  #waiting = 0;
  #streaming = false;
  #wake: (() => void) | undefined;
  #headers: ResponseHeaders = {};

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // A failure that nobody awaits any more is no fault of the process.
    this.response.catch(() => undefined);
  }

  /** Of the answer, unscrubbed; the name in lower case. */
  header(name: string): string | undefined {
    const value = this.#headers[name];
    return Array.isArray(value) ? value[0] : value;
  }

  /** Ends it from our side; a request that still waits for its connection is never sent. */
  abort(reason: ByomError): void {
    if (this.endedAt !== undefined) return;
    this.#fail(reason);
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.failure) return controller.abort(this.failure);
    this.sent = true;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: ResponseHeaders): void {
    if (status < 200) return;
    this.#headers = headers;
    if (status >= 300 && status < 400) {
      const message = 'The provider redirects, which is not followed; correct the base URL.';
      return this.abort(new ProviderError('PROVIDER_PROTOCOL', message, { status, retryable: false }));
    }
    const encoding = headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
      return this.abort(new ProviderError('PROVIDER_PROTOCOL', 'The provider compresses unasked.', { status }));
    }
    if (Number(headers['content-length'] ?? 0) > this.#options.maxResponseBytes) return this.abort(tooLarge());
    this.#resolve(this.#responseOf(status, headers));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#received += chunk.length;
    if (this.#received > this.#options.maxResponseBytes) {
      return this.abort(tooLarge());
    }
    this.#chunks.push(chunk);
    this.#waiting += chunk.length;
    if (this.#streaming && this.#waiting > readAhead) controller.pause();
    this.#wake?.();
  }

  onResponseEnd(): void {
    this.endedAt ??= performance.now();
    this.#wake?.();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: unknown): void {
    this.#fail(networkFailure(error, this.sent));
  }

  #fail(error: ByomError): void {
    if (this.endedAt !== undefined) return;
    this.endedAt = performance.now();
    this.failure = error;
    this.#chunks = [];
    this.#reject(error);
    this.#wake?.();
  }

  #responseOf(status: number, headers: ResponseHeaders): ProviderResponse {
    const scrub = this.#options.cleaner.value<string>;
    const valueOf = (name: string) => {
      const value = headers[name.toLowerCase()];
      return value === undefined ? null : scrub(Array.isArray(value) ? value.join(', ') : value);
    };
    function* entries(): IterableIterator<[string, string]> {
      for (const name of Object.keys(headers)) yield [scrub(name), valueOf(name)!];
    }
    const text = () => this.#text();
    return {
      ok: status < 300,
      status,
      url: this.#options.url,
      headers: { get: valueOf, entries },
      body: status === 204 || status === 205 ? null : { [Symbol.asyncIterator]: () => this.#pieces() },
      text,
      json: async () => JSON.parse(await text()) as unknown,
    };
  }

  async #text(): Promise<string> {
    while (this.endedAt === undefined) await this.#more();
    if (this.failure) throw this.failure;
    const whole = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    this.#chunks = [];
    return (this.#options.cleaner.scrubber?.scrub(whole) ?? whole).toString('utf8');
  }

  async *#pieces(): AsyncGenerator<Uint8Array, void, void> {
    this.#streaming = true;
    const scrubbing = this.#options.cleaner.scrubber?.stream();
    try {
      for (;;) {
        while (this.#chunks.length > 0) {
          const chunk = this.#chunks.shift()!;
          this.#waiting -= chunk.length;
          if (this.#waiting <= readAhead) this.#controller?.resume();
          const clean = scrubbing ? scrubbing.push(chunk) : chunk;
          if (clean.length > 0) yield clean;
        }
        if (this.failure) throw this.failure;
        if (this.endedAt !== undefined) break;
        await this.#more();
      }
      const rest = scrubbing?.end();
      if (rest && rest.length > 0) yield rest;
    } finally {
      if (this.endedAt === undefined) this.abort(new ByomError('CANCELLED', 'The rest of the answer was not wanted.'));
    }
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined;
        resolve();
      };
    });
  }
}

const tooLarge = () => new ProviderError('PROVIDER_PROTOCOL', 'The answer is larger than this server takes.');
