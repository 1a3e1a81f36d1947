import type { ErrorCode } from 'byom/sdk';

const byStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'CREDENTIAL_INVALID',
  402: 'QUOTA_EXHAUSTED',
  403: 'CREDENTIAL_INVALID',
  408: 'PROVIDER_TIMEOUT',
  413: 'REQUEST_TOO_LARGE',
  // A token on a deny list, in the request or in the answer.
  498: 'CONTENT_FILTERED',
  499: 'PROVIDER_OVERLOADED',
  501: 'PROVIDER_REJECTED',
  504: 'PROVIDER_TIMEOUT',
};

/** What a failure means. Errors have a text and nothing else, so it is read where the status says too little. */
export function errorCode(status: number, message: string): ErrorCode | undefined {
  if (status < 400) return undefined;
  if (status === 429) return /month|billing/i.test(message) ? 'QUOTA_EXHAUSTED' : 'RATE_LIMITED';
  if (status === 404) return /page not found/i.test(message) ? 'PROVIDER_REJECTED' : 'UNKNOWN_MODEL';
  const known = byStatus[status];
  if (known !== undefined) return known;
  if (status >= 500) return 'PROVIDER_OVERLOADED';
  if (/^too many tokens:(?! max tokens)/i.test(message)) return 'CONTEXT_WINDOW_EXCEEDED';
  return /\bmodel '[^']*' (not found|was removed)/i.test(message) ? 'UNKNOWN_MODEL' : 'PROVIDER_REJECTED';
}
