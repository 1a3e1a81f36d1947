import { ByomError, ProviderError } from '../sdk/index.js';

/** What became of the call that failed: attempts that may have been answered, and so paid, all the same; who was asked. */
export interface FailedCallDetails {
  /** ISO date, where the provider had announced to end the model and the day has passed. */
  readonly endedOn?: string;
  readonly inDoubt?: number;
  readonly attempts?: readonly { readonly model: string; readonly errorCode?: string }[];
}

/** A provider's failure with the provider's id, as clients see it under `extensions.provider`, and what became of its call. */
export function namedProviderError(error: ByomError, provider: string, call: FailedCallDetails): ByomError {
  const { code, retryable } = error;
  const ended = code === 'UNKNOWN_MODEL' && call.endedOn !== undefined;
  const message = ended ? `The provider ended this model on ${call.endedOn}: choose another one.` : error.message;
  const details = { ...error.details, ...call };
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
