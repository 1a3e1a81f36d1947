import { ByomError, ProviderError } from '../sdk/index.js';

/**
 * A provider's failure with the provider's id, as clients see it under `extensions.provider`, and with how many of the
 * attempts may have been answered, and so paid, all the same.
 */
export function namedProviderError(error: ByomError, provider: string, inDoubt: number): ByomError {
  const { code, message, retryable } = error;
  const details = { ...error.details, ...(inDoubt > 0 ? { inDoubt } : {}) };
  if (!ProviderError.is(error)) return new ByomError(code, message, { cause: error, retryable, details });
  const { learned: _, ...failure } = error.failure;
  return new ProviderError(code, message, {
    ...failure,
    cause: error,
    retryable,
    notSent: error.notSent,
    details: { ...details, provider: { id: provider, ...failure } },
  });
}
