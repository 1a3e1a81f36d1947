import type { ProviderResponse } from 'byom/sdk';

const mostCharacters = 16_384;

/** A reply that remembers the end of its body as it is read. */
export class RememberedBody {
  readonly response: ProviderResponse;
  readonly #decoder = new TextDecoder();
  #text = '';

  constructor(response: ProviderResponse) {
    const { body } = response;
    const read = async function* (this: RememberedBody, pieces: AsyncIterable<Uint8Array>) {
      for await (const bytes of pieces) {
        this.#text = (this.#text + this.#decoder.decode(bytes, { stream: true })).slice(-mostCharacters);
        yield bytes;
      }
    }.bind(this);
    const { ok, status, url, headers } = response;
    this.response = {
      ok,
      status,
      url,
      headers,
      body: body === null ? null : read(body),
      text: () => response.text(),
      json: () => response.json(),
    };
  }

  /** What came after the last event. */
  tail(): string {
    const start = Math.max(this.#text.lastIndexOf('\n\n{'), this.#text.lastIndexOf('\r\n\r\n{'));
    return this.#text.slice(start === -1 ? 0 : start).trim();
  }
}
