import type { ProviderResponse } from '../sdk/index.js';

const names = [
  'x-request-id',
  'request-id',
  'apim-request-id',
  'x-baseten-request-id',
  'x-ms-request-id',
  'x-requestid',
  'mistral-correlation-id',
  'x-ds-trace-id',
  'x-generation-id',
];

/** The provider's id of a request, for a support ticket. */
export function chatRequestId({ headers }: Pick<ProviderResponse, 'headers'>): string | undefined {
  for (const name of names) {
    const id = headers.get(name);
    if (id) return id;
  }
  return undefined;
}
