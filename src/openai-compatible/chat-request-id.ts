import type { ProviderResponse } from '../sdk/index.js';

/** The provider's id of a request, for a support ticket. */
export function chatRequestId({ headers }: Pick<ProviderResponse, 'headers'>): string | undefined {
  return headers.get('x-request-id') ?? headers.get('request-id') ?? headers.get('x-baseten-request-id') ?? undefined;
}
