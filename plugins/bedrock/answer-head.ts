import { ProviderError, type ProviderResponse } from 'byom/sdk';

/** What of a reply its errors tell. */
export type AnswerHead = Pick<ProviderResponse, 'status' | 'headers'>;

export const requestIdOf = ({ headers }: AnswerHead) => headers.get('x-amzn-requestid') ?? undefined;

/** What came is no answer of this API, or only the beginning of one. */
export const notAnAnswer = (message: string, head: AnswerHead) =>
  new ProviderError('PROVIDER_PROTOCOL', message, { status: head.status, requestId: requestIdOf(head) });
