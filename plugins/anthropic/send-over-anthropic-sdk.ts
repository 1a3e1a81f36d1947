import Anthropic from '@anthropic-ai/sdk';
import { sendWithVendorSdk, type PreparedRequest, type ProviderCall, type ProviderResponse } from 'byom/sdk';

/** The host decides how long a call may take, so the client's own clock never ends one. */
const never = 2 ** 31 - 1;

/**
 * One request over the vendor's SDK, which gets nothing from the server's environment or disk: each option that it
 * would read from there is given. A client is made for each call, which costs a few microseconds, since it holds no
 * connection. Posted by path: `messages.create` would print warnings of its own and refuse long answers.
 */
export function sendOverAnthropicSdk(prepared: PreparedRequest, call: ProviderCall): Promise<ProviderResponse> {
  return sendWithVendorSdk(prepared, call, (_, fetch) => {
    const client = new Anthropic({
      // Stops the client from looking for a key, a token or a profile; the host adds the real one.
      apiKey: 'set-by-the-host',
      webhookKey: null,
      baseURL: call.baseUrl,
      maxRetries: 0,
      timeout: never,
      logLevel: 'off',
      openTelemetry: false,
      fetch: fetch as unknown as typeof globalThis.fetch,
    });
    return client.post(prepared.path, { body: prepared.body, timeout: never }).asResponse();
  });
}
