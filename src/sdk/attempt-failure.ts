import { ByomError, ProviderError } from './errors.js';

/** What an attempt fails with: typed errors as they are, a caller's cancellation, or else a broken connection. */
export function attemptFailure(error: unknown, signal: AbortSignal): ByomError {
  if (ByomError.is(error)) return error;
  if (signal.aborted) {
    return ByomError.is(signal.reason) ? signal.reason : new ByomError('CANCELLED', 'It was cancelled.');
  }
  return new ProviderError('PROVIDER_UNREACHABLE', 'The connection to the provider broke: try again.', {
    cause: error,
  });
}
