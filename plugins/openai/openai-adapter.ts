import { openAICompatible } from 'byom/openai-compatible';
import {
  injectable,
  sendWithVendorSdk,
  type Completion,
  type CompletionRequest,
  type PreparedRequest,
  type ProviderAdapter,
  type ProviderCall,
} from 'byom/sdk';
import OpenAI from 'openai';

/** Speaks through OpenAI's own client, with all that it would take from the process set. */
@injectable()
export class OpenAIAdapter implements ProviderAdapter {
  /** One for all calls, since making one costs more than a call; each call hands it its own way out. */
  readonly #client = new OpenAI({
    apiKey: 'set-by-the-host',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: 'https://api.openai.com/v1',
    maxRetries: 0,
    // The host keeps the deadline; this is the longest that a timer takes.
    timeout: 2_147_483_647,
    logLevel: 'off',
    fetch: (url, init) => (init as unknown as { attempt: typeof fetch }).attempt(url, init),
  });
  readonly #chat = openAICompatible({
    doneMarker: true,
    endUserField: 'safety_identifier',
    send: (prepared, call) => this.#send(prepared, call),
  });

  prepare(request: CompletionRequest, options: { readonly stream: boolean }): PreparedRequest {
    return this.#chat.prepare(request, options);
  }

  complete(request: CompletionRequest, call: ProviderCall): Promise<Completion> {
    return this.#chat.complete(request, call);
  }

  #send(prepared: PreparedRequest, call: ProviderCall) {
    return sendWithVendorSdk(prepared, call, (url, attempt) =>
      this.#client.post(url, { body: prepared.body, fetchOptions: { attempt } as object }).asResponse(),
    );
  }
}
