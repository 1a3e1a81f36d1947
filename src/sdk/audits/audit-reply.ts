import type { JsonValue } from '../json.js';
import type { ProviderResponse } from '../define-provider.js';

/** A reply as the provider's documentation or a recording shows it. */
export interface AuditReply {
  /** 200 where left out. */
  readonly status?: number;
  /** Names in lower case; the content type is told by the body where left out. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes go as they are (of a stream: the whole of it); any other value goes as JSON. */
  readonly body: JsonValue | Uint8Array;
}

export interface ReplyOptions {
  /** Bytes of a piece; all at once where left out. */
  readonly pieceSize?: number;
  /** Ends the body early with this failure, as a lost connection or an abort does. */
  readonly failAfter?: { readonly bytes: number; failure(): Promise<Error> };
}

/** What arrives of a reply's body. */
export function bytesOf({ body }: AuditReply): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A reply in the light form in which the host hands it to adapters. */
export function responseOf(
  reply: AuditReply,
  url: string,
  { pieceSize, failAfter }: ReplyOptions = {},
): ProviderResponse {
  const { status = 200 } = reply;
  const headers = new Map(Object.entries({ 'content-type': contentTypeOf(reply), ...reply.headers }));
  const bytes = bytesOf(reply);
  async function* pieces(): AsyncGenerator<Uint8Array, void, void> {
    const end = Math.min(failAfter?.bytes ?? bytes.length, bytes.length);
    const size = pieceSize ?? Math.max(end, 1);
    for (let at = 0; at < end; at += size) yield bytes.slice(at, Math.min(at + size, end));
    if (failAfter) throw await failAfter.failure();
  }
  const text = async () => {
    if (failAfter) throw await failAfter.failure();
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  };
  return {
    ok: status >= 200 && status < 300,
    status,
    url,
    headers: { get: (name) => headers.get(name.toLowerCase()) ?? null, entries: () => headers.entries() },
    body: { [Symbol.asyncIterator]: pieces },
    text,
    json: async () => JSON.parse(await text()) as unknown,
  };
}

/** The content type that a reply has where its headers say none. */
export function contentTypeOf({ body }: AuditReply): string {
  if (body instanceof Uint8Array) return 'application/octet-stream';
  return typeof body === 'string' && /^(data|event|id|retry)?:/.test(body) ? 'text/event-stream' : 'application/json';
}
