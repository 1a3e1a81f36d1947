import type { ProviderResponse } from './define-provider.js';
import { ProviderError } from './errors.js';
import type { JsonObject } from './json.js';

/** A reply's body as a JSON object; PROVIDER_PROTOCOL where it is none: a page, `null`, nothing, or cut off. */
export async function readJsonReply(response: ProviderResponse): Promise<JsonObject> {
  const text = await response.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The cause would quote the text.
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new ProviderError('PROVIDER_PROTOCOL', 'The provider answered with something that is no JSON object.', {
    status: response.status,
  });
}
