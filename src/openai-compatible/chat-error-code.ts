import type { ErrorCode } from '../sdk/index.js';
import { chatErrorNames } from './chat-error-names.js';
import type { ChatErrorBody } from './chat-error-body.js';
import { chatErrorWording } from './chat-error-wording.js';

const { isOverlong, isUnpaid, namesUnknownModel } = chatErrorWording;

/** What a failure means, from its status and the provider's identifiers; its text only where nothing else tells. */
export function chatErrorCode(status: number, { code, type, message, isJson }: ChatErrorBody): ErrorCode {
  const named = nameOf(code) ?? nameOf(type);
  if (named !== undefined && fits(named, status)) return named;
  if (status === 401) return 'CREDENTIAL_INVALID';
  if (status === 402) return 'QUOTA_EXHAUSTED';
  if (status === 403) return isUnpaid(message) ? 'QUOTA_EXHAUSTED' : 'CREDENTIAL_INVALID';
  if (status === 404)
    return isJson && !/\b(url|route|path|endpoint)\b/i.test(message) ? 'UNKNOWN_MODEL' : 'PROVIDER_REJECTED';
  if (timedOut(status)) return 'PROVIDER_TIMEOUT';
  // Some servers refuse an input that is too long for the model as if it were too many bytes.
  if (status === 413) return isOverlong(message) ? 'CONTEXT_WINDOW_EXCEEDED' : 'REQUEST_TOO_LARGE';
  if (status === 429) return isUnpaid(message) ? 'QUOTA_EXHAUSTED' : 'RATE_LIMITED';
  if (status === 501 || status === 505) return 'PROVIDER_REJECTED';
  // A server of one's own says 500 to what does not fit its window.
  if (status === 500 && isOverlong(message)) return 'CONTEXT_WINDOW_EXCEEDED';
  // 409: a lock at the provider timed out; 425 and 498: try again, and out of capacity.
  if (status === 409 || status === 425 || status === 498 || status >= 500) return 'PROVIDER_OVERLOADED';
  if (status < 300) return (code ?? type ?? '').startsWith('invalid_') ? 'PROVIDER_REJECTED' : 'PROVIDER_OVERLOADED';
  if (status < 400) return 'PROVIDER_PROTOCOL';
  if (isOverlong(message)) return 'CONTEXT_WINDOW_EXCEEDED';
  if (namesUnknownModel(message)) return 'UNKNOWN_MODEL';
  return status === 400 && isUnpaid(message) ? 'QUOTA_EXHAUSTED' : 'PROVIDER_REJECTED';
}

const nameOf = (name: string | undefined): ErrorCode | undefined => {
  const plain = name?.replaceAll(/[\s_-]/g, '').toLowerCase() ?? '';
  return Object.hasOwn(chatErrorNames, plain) ? chatErrorNames[plain] : undefined;
};

/** A name of a passing fault beside a status that says a final one, or the other way round, is not believed. */
function fits(named: ErrorCode, status: number): boolean {
  // A gateway that gave up waiting names a fault of the server all the same.
  if (named === 'PROVIDER_OVERLOADED') return status < 300 || (status >= 500 && !timedOut(status)) || status === 429;
  if (named === 'RATE_LIMITED') return status < 300 || status === 429 || status >= 500;
  // What is not found need not be the model, and what may not be used need not be known.
  if (named === 'UNKNOWN_MODEL') return status !== 401;
  return true;
}

const timedOut = (status: number) => status === 408 || status === 504 || status === 524;
