import { type ErrorCode, type Parameters, ProviderError, type ProviderResponse, retryAfterMs } from 'byom/sdk';
import { errorCode } from './error-code.js';
import { errorDetails } from './error-details.js';
import { learnedCorrection } from './learned-correction.js';

const meanings: Readonly<Partial<Record<ErrorCode, string>>> = {
  CREDENTIAL_INVALID: 'The provider refused the key: check it, its project and what it may do.',
  QUOTA_EXHAUSTED: "The project's quota is used up for the day, or its plan allows none: check plan and billing.",
  RATE_LIMITED: 'The provider asks to slow down.',
  PROVIDER_OVERLOADED: 'The provider is overloaded or failing: try again later.',
  PROVIDER_TIMEOUT: 'The provider did not answer in time.',
  UNKNOWN_MODEL: 'The provider knows no such model, or not for generateContent.',
  REQUEST_TOO_LARGE: 'The provider takes no request of this size: shorten it, or send fewer images.',
  CONTEXT_WINDOW_EXCEEDED: 'The input does not fit the context window: shorten it.',
  PROVIDER_REJECTED: 'The provider refused the request: check its parameters and messages.',
  PROVIDER_PROTOCOL: 'The provider answered with something that is no answer.',
};
const notServed =
  'The provider does not serve this project or region as it is: turn on billing, or ask from elsewhere.';

/** The typed error for an error body, of a refusal or within a stream; of its text nothing is kept. */
export function googleError(
  body: unknown,
  { status: httpStatus, headers }: Pick<ProviderResponse, 'status' | 'headers'>,
  parameters?: Parameters,
): ProviderError {
  const details = errorDetails(body);
  const code = errorCode(httpStatus, details);
  const message = details.status === 'FAILED_PRECONDITION' ? notServed : meanings[code];
  const learned =
    code === 'CONTEXT_WINDOW_EXCEEDED' || code === 'PROVIDER_REJECTED'
      ? learnedCorrection(details.message, parameters)
      : undefined;
  return new ProviderError(code, message ?? 'The provider failed.', {
    status: httpStatus,
    requestId: details.requestId,
    retryAfterMs: retryAfterMs(headers) ?? details.retryAfterMs,
    code: details.status,
    type: details.reason,
    param: details.field,
    ...(learned !== undefined && { learned }),
  });
}
