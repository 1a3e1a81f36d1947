import { openAICompatible } from '../../src/openai-compatible/openai-compatible.js';
import {
  type CompletionDelta,
  type CompletionRequest,
  ProviderError,
  type ProviderRequestInit,
  type ProviderResponse,
} from '../../src/sdk/index.js';

export const adapter = openAICompatible();
export const hello: CompletionRequest = { model: 'm', messages: [{ role: 'user', content: 'hello' }], parameters: {} };

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | readonly Uint8Array[];
}

export function responseOf({ status = 200, headers = {}, body }: Answer): ProviderResponse {
  const pieces = typeof body === 'string' ? [Buffer.from(body)] : body;
  const text = async () => Buffer.concat(pieces).toString('utf8');
  return {
    ok: status < 300,
    status,
    url: 'https://api.example/v1/chat/completions',
    headers: { get: (name) => headers[name] ?? null, entries: () => Object.entries(headers).values() },
    body: (async function* () {
      yield* pieces;
    })(),
    text,
    json: async () => JSON.parse(await text()) as unknown,
  };
}

/** Lets the adapter make one attempt at a provider that gives this answer. */
export async function attempt(answer: Answer, { request = hello, stream = false, speaker = adapter } = {}) {
  const deltas: CompletionDelta[] = [];
  const sent: { url: string; init: ProviderRequestInit }[] = [];
  const completion = await speaker.complete(request, {
    fetch: async (url, init = {}) => {
      sent.push({ url: String(url), init });
      return responseOf(answer);
    },
    baseUrl: 'https://api.example/v1',
    fields: {},
    signal: new AbortController().signal,
    ...(stream && { onDelta: (delta: CompletionDelta) => deltas.push(delta) }),
  });
  return { completion, deltas, sent };
}

export async function failureOf(answer: Answer, options: { stream?: boolean } = {}): Promise<ProviderError> {
  try {
    await attempt(answer, options);
  } catch (error) {
    if (ProviderError.is(error)) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

export const bodyOf = (request: Partial<CompletionRequest>, stream = false) =>
  adapter.prepare({ ...hello, ...request }, { stream }).body;
export const whole = (message: object, finish: unknown = 'stop', more: object = {}): Answer => ({
  body: JSON.stringify({ choices: [{ index: 0, message, finish_reason: finish }], ...more }),
});
export const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
export const chunk = (delta: object, finish: string | null = null, index = 0) =>
  event({ choices: [{ index, delta, finish_reason: finish }] });
/** A stream that arrives byte by byte. */
export const streamed = (...events: readonly string[]): Answer => ({
  headers: { 'content-type': 'text/event-stream' },
  body: [...Buffer.from(events.join(''))].map((byte) => Uint8Array.of(byte)),
});
