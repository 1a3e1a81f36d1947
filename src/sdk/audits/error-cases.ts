import type { ErrorCode } from '../error-codes.js';

/** What goes wrong at every provider, and the code that it is, unless the provider's own meaning says another. */
export const errorCases = {
  /** 401: the key is wrong. */
  'bad-key': 'CREDENTIAL_INVALID',
  /** 403: the key may not do this. */
  'no-permission': 'CREDENTIAL_INVALID',
  /** 404, or what the provider says of a model that it does not have. */
  'unknown-model': 'UNKNOWN_MODEL',
  /** 400 or 422: a field is wrong. */
  'bad-parameter': 'PROVIDER_REJECTED',
  /** The input does not fit the window. */
  'context-too-long': 'CONTEXT_WINDOW_EXCEEDED',
  /** 413: too many bytes. */
  'too-large': 'REQUEST_TOO_LARGE',
  /** 429: slow down. */
  'rate-limit': 'RATE_LIMITED',
  /** 429, 402 or 403: no credit is left, or a spending limit is reached. */
  quota: 'QUOTA_EXHAUSTED',
  /** 500. */
  'server-error': 'PROVIDER_OVERLOADED',
  /** 503 or 529. */
  overloaded: 'PROVIDER_OVERLOADED',
  /** An error event in a stream that began with status 200. */
  'in-stream-error': 'PROVIDER_OVERLOADED',
  /** An error body under status 200. */
  'error-in-200': 'PROVIDER_PROTOCOL',
  /** A stream that ends before its finish. */
  'truncated-stream': 'PROVIDER_PROTOCOL',
} as const satisfies Record<string, ErrorCode>;

export type ErrorCase = keyof typeof errorCases;

/** Cases that a stream alone can show. */
export const streamedCases: readonly ErrorCase[] = ['in-stream-error', 'truncated-stream'];
