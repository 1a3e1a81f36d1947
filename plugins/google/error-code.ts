import type { ErrorCode } from 'byom/sdk';
import type { ErrorDetails } from './error-details.js';

const byReason: Readonly<Record<string, ErrorCode>> = {
  API_KEY_INVALID: 'CREDENTIAL_INVALID',
  API_KEY_EXPIRED: 'CREDENTIAL_INVALID',
  API_KEY_SERVICE_BLOCKED: 'CREDENTIAL_INVALID',
  API_KEY_HTTP_REFERRER_BLOCKED: 'CREDENTIAL_INVALID',
  API_KEY_IP_ADDRESS_BLOCKED: 'CREDENTIAL_INVALID',
  ACCESS_TOKEN_TYPE_UNSUPPORTED: 'CREDENTIAL_INVALID',
  CREDENTIALS_MISSING: 'CREDENTIAL_INVALID',
  SERVICE_DISABLED: 'CREDENTIAL_INVALID',
  CONSUMER_SUSPENDED: 'CREDENTIAL_INVALID',
  CONSUMER_INVALID: 'CREDENTIAL_INVALID',
  BILLING_DISABLED: 'QUOTA_EXHAUSTED',
  MODEL_CAPACITY_EXHAUSTED: 'PROVIDER_OVERLOADED',
};

const byStatus: Readonly<Record<string, ErrorCode>> = {
  UNAUTHENTICATED: 'CREDENTIAL_INVALID',
  PERMISSION_DENIED: 'CREDENTIAL_INVALID',
  NOT_FOUND: 'UNKNOWN_MODEL',
  UNAVAILABLE: 'PROVIDER_OVERLOADED',
  INTERNAL: 'PROVIDER_OVERLOADED',
  UNKNOWN: 'PROVIDER_OVERLOADED',
  ABORTED: 'PROVIDER_OVERLOADED',
  CANCELLED: 'PROVIDER_OVERLOADED',
  DEADLINE_EXCEEDED: 'PROVIDER_TIMEOUT',
  FAILED_PRECONDITION: 'PROVIDER_REJECTED',
};

const byHttpStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'CREDENTIAL_INVALID',
  403: 'CREDENTIAL_INVALID',
  404: 'UNKNOWN_MODEL',
  408: 'PROVIDER_TIMEOUT',
  409: 'PROVIDER_OVERLOADED',
  413: 'REQUEST_TOO_LARGE',
  499: 'PROVIDER_OVERLOADED',
  504: 'PROVIDER_TIMEOUT',
};

const spent = /check your plan and billing|prepayment credits|billing account/i;

/** What a failure means: by the reason and status that it names, by its text only where they say too little. */
export function errorCode(httpStatus: number, details: ErrorDetails): ErrorCode {
  const { status = '', reason = '', message } = details;
  const reasoned = Object.hasOwn(byReason, reason) ? byReason[reason] : undefined;
  if (reasoned !== undefined) return reasoned;
  if (status === 'RESOURCE_EXHAUSTED' || httpStatus === 429)
    return isSpent(details) ? 'QUOTA_EXHAUSTED' : 'RATE_LIMITED';
  if (httpStatus === 413 || /payload size exceeds/i.test(message)) return 'REQUEST_TOO_LARGE';
  if (status === 'INVALID_ARGUMENT' || status === 'OUT_OF_RANGE' || httpStatus === 400)
    return ofBadRequest(status, message);
  const named = Object.hasOwn(byStatus, status) ? byStatus[status] : undefined;
  if (named !== undefined) return named;
  if (httpStatus < 400) return status === '' ? 'PROVIDER_PROTOCOL' : 'PROVIDER_OVERLOADED';
  return byHttpStatus[httpStatus] ?? (httpStatus >= 500 ? 'PROVIDER_OVERLOADED' : 'PROVIDER_REJECTED');
}

function ofBadRequest(status: string, message: string): ErrorCode {
  if (status === 'FAILED_PRECONDITION') return 'PROVIDER_REJECTED';
  if (/API key (not valid|not found|expired)/i.test(message)) return 'CREDENTIAL_INVALID';
  if (/input token count.{0,40}exceeds|exceeds the maximum number of tokens/i.test(message))
    return 'CONTEXT_WINDOW_EXCEEDED';
  return /unexpected model name|models?\/\S+ is not found/i.test(message) ? 'UNKNOWN_MODEL' : 'PROVIDER_REJECTED';
}

/** Quotas of a minute come back by waiting; those of a day, and what no plan allows at all, do not. */
function isSpent({ quotas, retryAfterMs, message }: ErrorDetails): boolean {
  if (/limit: 0\b|\blimit '[^']* per day\b/i.test(message) || quotas.some((quota) => /per_?day/i.test(quota)))
    return true;
  return quotas.length === 0 && retryAfterMs === undefined && spent.test(message);
}
