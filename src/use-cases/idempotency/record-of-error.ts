import { ByomError, type ErrorCode, type JsonValue } from '../../sdk/index.js';

/** A failure that may have been paid for, as it is kept for its idempotency key. */
interface FailureRecord {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly details: Readonly<Record<string, unknown>>;
  };
}

/** Of a fault of our own no more than that it was one. */
export function recordOfError(error: unknown): JsonValue {
  const { code, message, details } = ByomError.is(error)
    ? error
    : new ByomError('INTERNAL', 'The server met a fault after the provider may have been paid.', {
        details: { inDoubt: 1 },
      });
  return JSON.parse(JSON.stringify({ error: { code, message, details } })) as JsonValue;
}

/** The same failure again, if it is one: with the same key, trying again helps no more. */
export function errorOfRecord(kept: JsonValue): ByomError | undefined {
  const { error } = (kept ?? {}) as Partial<FailureRecord>;
  return error && new ByomError(error.code, error.message, { retryable: false, details: error.details });
}
