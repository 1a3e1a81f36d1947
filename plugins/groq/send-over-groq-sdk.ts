import Groq from 'groq-sdk';
import { type PreparedRequest, type ProviderCall, type ProviderResponse, sendWithVendorSdk } from 'byom/sdk';

/** Longer than any call's own deadline, which is what counts; the longest that a timer takes. */
const never = 2 ** 31 - 1;

/** Sends over a client that knows nothing but this call. Everything it would read from the environment is given. */
export function sendOverGroqSdk(prepared: PreparedRequest, call: ProviderCall): Promise<ProviderResponse> {
  return sendWithVendorSdk(prepared, call, (url, fetch) => {
    const client = new Groq({
      // The host adds the customer's key on the way out; this stands in its place until then.
      apiKey: 'added-by-the-host',
      baseURL: call.baseUrl,
      maxRetries: 0,
      timeout: never,
      logLevel: 'off',
      defaultHeaders: {},
      fetch: fetch as unknown as typeof globalThis.fetch,
    });
    return client.post(url, { body: prepared.body, signal: call.signal }).asResponse();
  });
}
