import { ByomError, ProviderError } from '../sdk/index.js';

/** A provider's failure with the provider's id, as clients see it under `extensions.provider`. */
export function namedProviderError(error: ByomError, provider: string): ByomError {
  if (!ProviderError.is(error)) return error;
  const { failure } = error;
  return new ProviderError(error.code, error.message, {
    ...failure,
    cause: error,
    retryable: error.retryable,
    notSent: error.notSent,
    details: { ...error.details, provider: { id: provider, ...failure } },
  });
}
