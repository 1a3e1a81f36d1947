import type { PreparedRequest, ProviderCall, ProviderRequestInit, ProviderResponse } from './define-provider.js';

/** What a vendor's client calls to send; hand it the client through its options of a request. */
export type VendorFetch = (url: string | URL, init?: ProviderRequestInit) => Promise<ProviderResponse>;

/**
 * Sends a prepared request through a vendor's client, without letting the client decide more than how the body is
 * written: of its headers only the prepared ones leave, so nothing that it took from the process's environment or disk
 * does, the placeholder for a key included. The reply comes back as it is, whatever the client thinks of it.
 */
export async function sendWithVendorSdk(
  prepared: PreparedRequest,
  call: Pick<ProviderCall, 'fetch' | 'signal' | 'baseUrl'>,
  post: (url: string, fetch: VendorFetch) => PromiseLike<unknown>,
): Promise<ProviderResponse> {
  const url = call.baseUrl + prepared.path;
  let reply: ProviderResponse | undefined;
  let failure: unknown;
  const fetch: VendorFetch = async (_, init) => {
    try {
      reply = await call.fetch(url, {
        method: prepared.method,
        headers: {
          'content-type': 'application/json',
          accept: prepared.body.stream === true ? 'text/event-stream' : 'application/json',
          ...prepared.headers,
        },
        body: init?.body,
        signal: call.signal,
      });
    } catch (error) {
      failure = error;
      throw error;
    }
    if (!reply.ok) throw new Error('Refused.');
    return reply;
  };
  try {
    await post(url, fetch);
  } catch (error) {
    // The client wraps what it catches; the typed error below is what counts.
    if (reply === undefined) throw failure ?? error;
  }
  if (reply === undefined) throw new Error('The vendor SDK sent nothing.');
  return reply;
}
