import type { ErrorCode } from '../sdk/index.js';
import type { ChatErrorBody } from './chat-error-body.js';

/** By the provider's own code or type, whatever the status. */
const byName: Readonly<Record<string, ErrorCode>> = {
  insufficient_quota: 'QUOTA_EXHAUSTED',
  credit_balance_exhausted: 'QUOTA_EXHAUSTED',
  billing_hard_limit_reached: 'QUOTA_EXHAUSTED',
  billing_not_active: 'QUOTA_EXHAUSTED',
  billing_error: 'QUOTA_EXHAUSTED',
  context_length_exceeded: 'CONTEXT_WINDOW_EXCEEDED',
  content_filter: 'CONTENT_FILTERED',
  content_policy_violation: 'CONTENT_FILTERED',
  invalid_api_key: 'CREDENTIAL_INVALID',
  incorrect_api_key: 'CREDENTIAL_INVALID',
  authentication_error: 'CREDENTIAL_INVALID',
  model_not_found: 'UNKNOWN_MODEL',
  rate_limit_exceeded: 'RATE_LIMITED',
  rate_limit_error: 'RATE_LIMITED',
  overloaded_error: 'PROVIDER_OVERLOADED',
  server_error: 'PROVIDER_OVERLOADED',
  api_error: 'PROVIDER_OVERLOADED',
  capacity_exceeded: 'PROVIDER_OVERLOADED',
  request_too_large: 'REQUEST_TOO_LARGE',
};

const tooLong =
  /maximum context length|context (window|length|size)|exceeds? the (available )?context|prompt is too long|too many tokens in the (prompt|input)|reduce the length of (the|your) (messages|input|prompt)/i;

/** What a failure means, from its status and the provider's identifiers; its text only where nothing else tells. */
export function chatErrorCode(status: number, { code, type, message, isJson }: ChatErrorBody): ErrorCode {
  const named = nameOf(code) ?? nameOf(type);
  if (named !== undefined && fits(named, status)) return named;
  if (status === 401) return 'CREDENTIAL_INVALID';
  if (status === 402) return 'QUOTA_EXHAUSTED';
  if (status === 403) return 'CREDENTIAL_INVALID';
  if (status === 404)
    return isJson && !/\b(url|route|path|endpoint)\b/i.test(message) ? 'UNKNOWN_MODEL' : 'PROVIDER_REJECTED';
  if (timedOut(status)) return 'PROVIDER_TIMEOUT';
  if (status === 413) return 'REQUEST_TOO_LARGE';
  if (status === 429) return 'RATE_LIMITED';
  // 409: a lock at the provider timed out; 425 and 498: try again, and out of capacity.
  if (status === 409 || status === 425 || status === 498 || status >= 500) return 'PROVIDER_OVERLOADED';
  if (status < 300) return 'PROVIDER_OVERLOADED';
  if (status < 400) return 'PROVIDER_PROTOCOL';
  if (/\bmodel\b.{0,80}\b(not found|does not exist)/i.test(message)) return 'UNKNOWN_MODEL';
  return tooLong.test(message) ? 'CONTEXT_WINDOW_EXCEEDED' : 'PROVIDER_REJECTED';
}

const nameOf = (name: string | undefined) =>
  name !== undefined && Object.hasOwn(byName, name) ? byName[name] : undefined;

/** A name of a passing fault beside a status that says a final one, or the other way round, is not believed. */
function fits(named: ErrorCode, status: number): boolean {
  // A gateway that gave up waiting names a fault of the server all the same.
  if (named === 'PROVIDER_OVERLOADED') return status < 300 || (status >= 500 && !timedOut(status)) || status === 429;
  if (named === 'RATE_LIMITED') return status < 300 || status === 429 || status >= 500;
  return true;
}

const timedOut = (status: number) => status === 408 || status === 504 || status === 524;
