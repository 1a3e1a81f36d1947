import { ByomError } from '../sdk/index.js';

/** What no plugin and no vendor SDK may set: who pays, where it goes, and how the connection is run. */
const hostOwned = new Set([
  'authorization',
  'proxy-authorization',
  'x-api-key',
  'api-key',
  'x-goog-api-key',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-content-sha256',
  'cookie',
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'accept-encoding',
]);

/** The headers that a plugin gives a request, without any authentication. */
export function requestHeaders(given: unknown): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'application/json' };
  for (const [name, value] of entriesOf(given)) {
    const lower = name.toLowerCase();
    if (hostOwned.has(lower) || value === undefined || value === null) continue;
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new ByomError('INTERNAL', 'A plugin gave a header that is not text.');
    }
    headers[lower] = String(value);
  }
  headers['accept-encoding'] = 'identity';
  return headers;
}

function entriesOf(given: unknown): Iterable<readonly [string, unknown]> {
  if (given === undefined || given === null) return [];
  if (typeof given !== 'object') throw new ByomError('INTERNAL', 'A plugin gave headers of an unknown form.');
  if (Symbol.iterator in given) return given as Iterable<readonly [string, unknown]>;
  return Object.entries(given);
}
