import { ByomError, ProviderError } from '../sdk/index.js';
import { cleanValue } from './clean-value.js';

/** A failure without a secret in any of its texts; itself where there was none. */
export function cleanError(error: ByomError, clean: (text: string) => string): ByomError {
  const { code, message, retryable, details } = error;
  const cause = cleanCause(error.cause, clean);
  const own = { message: clean(message), details: cleanValue(details, clean), cause };
  const same = own.message === message && own.details === details && cause === error.cause;
  if (!ProviderError.is(error)) {
    return same ? error : new ByomError(code, own.message, { retryable, details: own.details, cause });
  }
  const failure = cleanValue(error.failure, clean);
  if (same && failure === error.failure) return error;
  const { notSent } = error;
  return new ProviderError(code, own.message, { ...failure, retryable, notSent, details: own.details, cause });
}

/** What was thrown by others may quote what they read. */
function cleanCause(cause: unknown, clean: (text: string) => string): unknown {
  if (typeof cause === 'string') return clean(cause);
  if (ByomError.is(cause)) return cleanError(cause, clean);
  if (!(cause instanceof Error)) return cause;
  const text = `${cause.message} ${cause.stack ?? ''}`;
  const deeper = cleanCause(cause.cause, clean);
  if (clean(text) === text && deeper === cause.cause) return cause;
  return Object.assign(new Error(clean(cause.message), { cause: deeper }), { name: cause.name, stack: undefined });
}
