import { type ErrorCode, ProviderError, type ProviderResponse, ownValue } from 'byom/sdk';
import { isRecord } from './is-record.js';
import { learnedFrom } from './learned-from.js';
import { waitOf } from './wait-of.js';

/** What of a reply its errors tell. */
export type AnswerHead = Pick<ProviderResponse, 'status' | 'headers'>;

const codesByType: Readonly<Record<string, ErrorCode>> = {
  authentication_error: 'CREDENTIAL_INVALID',
  permission_error: 'CREDENTIAL_INVALID',
  billing_error: 'QUOTA_EXHAUSTED',
  rate_limit_error: 'RATE_LIMITED',
  overloaded_error: 'PROVIDER_OVERLOADED',
  api_error: 'PROVIDER_OVERLOADED',
  not_found_error: 'UNKNOWN_MODEL',
  request_too_large: 'REQUEST_TOO_LARGE',
  timeout_error: 'PROVIDER_TIMEOUT',
  invalid_request_error: 'PROVIDER_REJECTED',
};

const codesByStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'CREDENTIAL_INVALID',
  402: 'QUOTA_EXHAUSTED',
  403: 'CREDENTIAL_INVALID',
  404: 'UNKNOWN_MODEL',
  408: 'PROVIDER_TIMEOUT',
  413: 'REQUEST_TOO_LARGE',
  429: 'RATE_LIMITED',
  504: 'PROVIDER_TIMEOUT',
};

/** A limit on spending, whatever status it comes with: waiting does not help. */
const spent = /(?:^|_)spend_limit_reached$|^linked_organization_billing_unavailable$/;
/** Failures that have no code of their own: their text is read and never passed on. */
const tooLong = /prompt is too long|exceeds? (?:the )?(?:model's )?context|exceed context limit/i;
const noCredit = /credit balance is too low|specified api usage limits/i;
const disabled = /organization has been disabled/i;

const meanings: Readonly<Partial<Record<ErrorCode, string>>> = {
  CREDENTIAL_INVALID: 'The provider refused the key: check it and what it may do.',
  QUOTA_EXHAUSTED: 'The provider account has no credit left, or reached its spending limit.',
  RATE_LIMITED: 'The provider asks to slow down.',
  PROVIDER_OVERLOADED: 'The provider is overloaded or failing: try again later.',
  UNKNOWN_MODEL: 'The provider knows no such model, or the key may not use it.',
  REQUEST_TOO_LARGE: 'The provider takes no request of this size.',
  PROVIDER_TIMEOUT: 'The provider did not answer in time.',
  CONTEXT_WINDOW_EXCEEDED: 'The input does not fit the context window: shorten it.',
  PROVIDER_REJECTED: 'The provider refused the request: check its parameters and messages.',
  PROVIDER_PROTOCOL: 'The provider failed in a way that is not its own.',
};

/** The typed error for an error body, of a reply or within a stream; of its text nothing is kept. */
export function messageError(body: unknown, { status, headers }: AnswerHead): ProviderError {
  const outer = isRecord(body) ? body : {};
  const error = isRecord(outer['error']) ? outer['error'] : {};
  const details = isRecord(error['details']) ? error['details'] : {};
  const type = textOf(error['type']);
  const errorCode = textOf(details['error_code']);
  const message = textOf(error['message']) ?? '';
  const code = codeOf(type, errorCode, message, status);
  const learned = code === 'PROVIDER_REJECTED' || code === 'CONTEXT_WINDOW_EXCEEDED' ? learnedFrom(message) : undefined;
  const again = headers.get('x-should-retry');
  return new ProviderError(code, meanings[code] ?? 'The provider failed.', {
    status,
    requestId: headers.get('request-id') ?? textOf(outer['request_id']),
    retryAfterMs: waitOf(headers),
    code: errorCode,
    type,
    param: firstPath(details['paths']),
    ...(again === 'true' || again === 'false' ? { retryable: again === 'true' } : {}),
    ...(learned ? { learned } : {}),
  });
}

function codeOf(type: string | undefined, errorCode: string | undefined, message: string, status: number): ErrorCode {
  if (errorCode !== undefined && spent.test(errorCode)) return 'QUOTA_EXHAUSTED';
  if (errorCode === 'organization_on_hold') return 'CREDENTIAL_INVALID';
  if (type === 'invalid_request_error') {
    if (tooLong.test(message)) return 'CONTEXT_WINDOW_EXCEEDED';
    if (noCredit.test(message)) return 'QUOTA_EXHAUSTED';
    if (disabled.test(message)) return 'CREDENTIAL_INVALID';
  }
  const known = type === undefined ? undefined : ownValue(codesByType, type);
  if (known !== undefined) return known;
  if (status < 400) return 'PROVIDER_PROTOCOL';
  return codesByStatus[status] ?? (status >= 500 ? 'PROVIDER_OVERLOADED' : 'PROVIDER_REJECTED');
}

/** Of the images that are too large. */
const firstPath = (paths: unknown) => (Array.isArray(paths) ? textOf(paths[0]) : undefined);

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
