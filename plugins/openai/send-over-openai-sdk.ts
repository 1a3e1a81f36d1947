import { sendWithVendorSdk, type PreparedRequest, type ProviderCall, type ProviderResponse } from 'byom/sdk';
import OpenAI from 'openai';

/** Longer than any call's own deadline, which is what counts; the longest that a timer takes. */
const never = 2 ** 31 - 1;

/**
 * One request over the vendor's SDK, which gets nothing from the server's environment: each option that it would read
 * from there is given, and of its headers none is sent. A client for each call costs a few microseconds, since it
 * holds no connection.
 */
export function sendOverOpenaiSdk(prepared: PreparedRequest, call: ProviderCall): Promise<ProviderResponse> {
  return sendWithVendorSdk(prepared, call, (url, fetch) => {
    const client = new OpenAI({
      // Stands in the place of the customer's key, which the host adds on the way out.
      apiKey: 'set-by-the-host',
      adminAPIKey: null,
      webhookSecret: null,
      organization: null,
      project: null,
      baseURL: call.baseUrl,
      maxRetries: 0,
      timeout: never,
      logLevel: 'off',
      fetch: fetch as unknown as typeof globalThis.fetch,
    });
    return client.post(url, { body: prepared.body }).asResponse();
  });
}
