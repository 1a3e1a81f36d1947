import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { HmacAuth } from '../sdk/index.js';
import type { OutgoingRequest } from './outgoing-request.js';

const moments = {
  seconds: (now: number) => String(Math.floor(now / 1_000)),
  milliseconds: (now: number) => String(now),
  iso: (now: number) => new Date(now).toISOString(),
  'http-date': (now: number) => new Date(now).toUTCString(),
};

/** The headers of a request with a signature of a provider's own design. */
export function hmacHeaders(
  { method, url, headers, body }: OutgoingRequest,
  auth: HmacAuth,
  field: (name: string) => string | undefined,
  now = Date.now(),
): Record<string, string> {
  const bytes = Buffer.from(body ?? '');
  const values: Record<string, string | Buffer> = {
    method,
    host: url.host,
    path: url.pathname,
    query: url.search.slice(1),
    timestamp: moments[auth.timestamp ?? 'seconds'](now),
    nonce: randomUUID(),
    body: bytes,
    bodyHash: createHash(auth.bodyHash ?? 'sha256')
      .update(bytes)
      .digest(auth.bodyHashEncoding ?? 'hex'),
    keyId: (auth.keyId === undefined ? undefined : field(auth.keyId)) ?? '',
  };
  const secret = Buffer.from(field(auth.secret) ?? '', auth.secretEncoding ?? 'utf8');
  const signature = createHmac(auth.algorithm, secret).update(filled(auth.signs, values));
  const own = { ...values, signature: signature.digest(auth.encoding ?? 'hex') };
  const signed = Object.entries(auth.headers).map(([name, text]) => [name.toLowerCase(), String(filled(text, own))]);
  return { ...headers, ...(Object.fromEntries(signed) as Record<string, string>) };
}

/** A text with its places filled in; bytes, since a body need not be text. */
function filled(template: string, values: Readonly<Record<string, string | Buffer>>): Buffer {
  // Split at the places: every other part is a name.
  const parts = template.split(/\{([a-zA-Z]+)\}/);
  return Buffer.concat(parts.map((part, index) => Buffer.from(index % 2 === 0 ? part : (values[part] ?? ''))));
}
