import { ProviderError, type ProviderResponse } from 'byom/sdk';

/** What came is no answer of this API, or only the beginning of one. */
export const notAnAnswer = (message: string, { status }: Pick<ProviderResponse, 'status'>): ProviderError =>
  new ProviderError('PROVIDER_PROTOCOL', message, { status });
