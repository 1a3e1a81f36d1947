import type { ErrorCode } from '../sdk/index.js';

/** What to do about a provider's failure. */
const messages: Readonly<Partial<Record<ErrorCode, string>>> = {
  CREDENTIAL_INVALID: 'The provider refused the key: check that it is right, active and allowed to do this.',
  QUOTA_EXHAUSTED: "The provider account has no credit left: top it up in the provider's console.",
  RATE_LIMITED: 'The provider asks to slow down: try again later.',
  PROVIDER_OVERLOADED: 'The provider is overloaded or failing: try again later.',
  PROVIDER_TIMEOUT: 'The provider did not finish in time: try again, or ask for less.',
  PROVIDER_PROTOCOL: 'The provider answered with something that is no answer.',
  UNKNOWN_MODEL: 'The provider does not know this model, or not for this key: check its name.',
  CONTEXT_WINDOW_EXCEEDED: "The input does not fit the model's context window: shorten it.",
  REQUEST_TOO_LARGE: 'The provider takes no request of this size: shorten it.',
  CONTENT_FILTERED: "The provider's filter refused the content.",
  PROVIDER_REJECTED: 'The provider refused the request: its code, type and param say what about.',
};

/** A key that is right and may not do this is told apart from one that is wrong. */
export function chatErrorMessage(code: ErrorCode, status?: number): string {
  if (code === 'CREDENTIAL_INVALID' && status === 403) {
    return "The provider does not let this key do this: check its permissions, project and region in the provider's console.";
  }
  return messages[code] ?? 'The provider refused the request.';
}
