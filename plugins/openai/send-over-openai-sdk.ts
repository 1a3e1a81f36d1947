import {
  sendWithVendorSdk,
  type PreparedRequest,
  type ProviderCall,
  type ProviderRequestInit,
  type ProviderResponse,
  type VendorFetch,
} from 'byom/sdk';
import OpenAI from 'openai';

/** Longer than any call's own deadline, which is what counts; the longest that a timer takes. */
const never = 2 ** 31 - 1;

interface AttemptInit extends ProviderRequestInit {
  readonly attempt: VendorFetch;
}

/**
 * Gets nothing from the server's environment: each option that the client would read from there is given. One for all
 * calls, since making it costs a third of a call through it; it holds no connection, and each request brings its own way
 * out.
 */
const client = new OpenAI({
  // Stands in the place of the customer's key, which the host adds on the way out.
  apiKey: 'set-by-the-host',
  adminAPIKey: null,
  webhookSecret: null,
  organization: null,
  project: null,
  baseURL: 'https://set-by-each-request.invalid',
  maxRetries: 0,
  timeout: never,
  logLevel: 'off',
  fetch: ((url: string, init: AttemptInit) => init.attempt(url, init)) as unknown as typeof globalThis.fetch,
});

/** One request over the vendor's SDK; of the client's headers none is sent. */
export function sendOverOpenaiSdk(prepared: PreparedRequest, call: ProviderCall): Promise<ProviderResponse> {
  return sendWithVendorSdk(prepared, call, (url, attempt) =>
    client.post(url, { body: prepared.body, fetchOptions: { attempt } as object }).asResponse(),
  );
}
