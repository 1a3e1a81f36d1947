import { type ErrorCode, ProviderError, type ProviderResponse, retryAfterMs } from 'byom/sdk';
import { errorCode } from './error-code.js';
import { fieldsOf, textOf } from './fields.js';
import { learnedCorrection } from './learned-correction.js';

const meanings: Readonly<Partial<Record<ErrorCode, string>>> = {
  CREDENTIAL_INVALID: 'The provider refused the key: check it and what it may do.',
  QUOTA_EXHAUSTED: 'The account reached its billing limit, or a trial key its calls of the month.',
  RATE_LIMITED: 'The provider asks to slow down; trial keys may do so soon.',
  PROVIDER_OVERLOADED: 'The provider is overloaded or failing: try again later.',
  PROVIDER_TIMEOUT: 'The provider did not answer in time.',
  UNKNOWN_MODEL: 'The provider knows no such model, or the key may not use it.',
  REQUEST_TOO_LARGE: 'The provider takes no request of this size.',
  CONTENT_FILTERED: 'The provider refused the content.',
  CONTEXT_WINDOW_EXCEEDED: 'The input does not fit the context window: shorten it.',
  PROVIDER_REJECTED: 'The provider refused the request: check its parameters and messages.',
  PROVIDER_PROTOCOL: 'The provider answered with something that is no answer.',
};

/** Of a message: what searches it takes time that grows faster than its length. */
const mostRead = 2_000;

/** The typed error for an error body, of a refusal or within a stream; of its text nothing is kept. */
export function cohereError(
  body: unknown,
  { status, headers }: Pick<ProviderResponse, 'status' | 'headers'>,
  otherwise: ErrorCode = 'PROVIDER_PROTOCOL',
): ProviderError {
  const fields = fieldsOf(body);
  const message = (textOf(fields['message']) ?? textOf(fields['error']) ?? '').slice(0, mostRead);
  const code = errorCode(status, message) ?? otherwise;
  const learned =
    code === 'PROVIDER_REJECTED' || code === 'CONTEXT_WINDOW_EXCEEDED' ? learnedCorrection(message) : undefined;
  return new ProviderError(code, meanings[code] ?? 'The provider failed.', {
    status,
    requestId: textOf(fields['id']) ?? headers.get('x-debug-trace-id') ?? undefined,
    retryAfterMs: retryAfterMs(headers),
    ...(learned !== undefined && { learned }),
  });
}
