import type { Correction } from './correction.js';
import { errorCodes, type ErrorCode } from './error-codes.js';

const marker = Symbol.for('byom.error');

/** What a provider said of a failure, without a word of its own text. */
export interface ProviderFailure {
  readonly id: string;
  /** HTTP status. */
  readonly status?: number;
  readonly requestId?: string;
  readonly retryAfterMs?: number;
  /** The provider's own `code`, `type` and `param`, where they are identifiers. */
  readonly code?: string;
  readonly type?: string;
  readonly param?: string;
  /** What the refusal teaches of the model: used for one more attempt, and kept for the credential. */
  readonly learned?: Correction;
}

export interface ByomErrorOptions {
  readonly cause?: unknown;
  readonly retryable?: boolean;
  /** Shown to clients under `extensions`; identifiers and numbers only. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The one error of the product. Its message says what to do and holds no input value and no upstream text. */
export class ByomError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: ByomErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'ByomError';
    this.code = code;
    this.retryable = options.retryable ?? errorCodes[code].retryable;
    this.details = options.details ?? {};
    Object.defineProperty(this, marker, { value: true });
  }

  /** True for errors of any copy of this package. */
  static is(error: unknown): error is ByomError {
    return typeof error === 'object' && error !== null && marker in error;
  }
}

export interface ProviderErrorOptions extends ByomErrorOptions, Omit<ProviderFailure, 'id'> {
  /** True where it is certain that the provider never received the request, so it costs nothing. */
  readonly notSent?: boolean;
}

const identifier = /^[\w./:-]{1,128}$/;
const identified = (value: string | undefined) => (value !== undefined && identifier.test(value) ? value : undefined);

/** A failure of a provider, in the product's own words. Adapters throw it; the core adds the provider's id. */
export class ProviderError extends ByomError {
  readonly failure: Omit<ProviderFailure, 'id'>;
  readonly notSent: boolean;

  constructor(code: ErrorCode, message: string, options: ProviderErrorOptions = {}) {
    super(code, message, options);
    this.name = 'ProviderError';
    this.notSent = options.notSent ?? false;
    this.failure = {
      status: options.status,
      requestId: identified(options.requestId),
      retryAfterMs: options.retryAfterMs,
      code: identified(options.code),
      type: identified(options.type),
      param: identified(options.param),
      ...(options.learned !== undefined && { learned: options.learned }),
    };
  }

  static override is(error: unknown): error is ProviderError {
    return ByomError.is(error) && 'failure' in error;
  }
}
