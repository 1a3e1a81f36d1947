import { ProviderError } from 'byom/sdk';
import type { AnswerHead } from './message-error.js';

/** What came is no message of this API, or only the beginning of one. */
export const notAnAnswer = (message: string, { status, headers }: AnswerHead) =>
  new ProviderError('PROVIDER_PROTOCOL', message, { status, requestId: headers.get('request-id') ?? undefined });
