import { gzipSync } from 'node:zlib';
import type { SeededRandom } from '../../src/optimization/seeded-random.js';
import { crlf, query, spelled, type RequestParts } from './spelled-request.js';

export interface HostileRequest {
  readonly bytes: Buffer;
  /** What may come of it: statuses of HTTP, and 0 for a connection that is closed without a word. */
  readonly allowed: readonly number[];
  /** Whether what it asks for must not be done. */
  readonly refused: boolean;
}

const chunked = 'Transfer-Encoding: chunked';
const mutation = encodeURIComponent('mutation { deletePrompt(name: "x") }');

type Make = (parts: RequestParts, size: number) => Buffer;
const done = (make: Make): [Make, readonly number[], boolean] => [make, [200], false];
const not = (make: Make, ...allowed: readonly number[]): [Make, readonly number[], boolean] => [
  make,
  allowed.length > 0 ? allowed : [400],
  true,
];

/** Requests that are none, or nearly none; each with what may come of it. */
const requests: Readonly<Record<string, [Make, readonly number[], boolean]>> = {
  'an ordinary one': done((given) => spelled(given)),
  'JSON of another charset': done((given) => spelled(given, { type: 'application/json; charset=utf-8' })),
  'Expect: 100-continue': done((given) => spelled(given, { extra: ['Expect: 100-continue'] })),
  'a byte order mark': done((given) => spelled(given, { body: `\u{feff}${query}` })),
  'a key twice': done((given) => spelled(given, { body: '{"query":"{ nothing }","query":"{ viewer { id } }"}' })),
  'a body in chunks': done((given) =>
    spelled(given, {
      length: null,
      extra: [chunked],
      body: `${query.length.toString(16)}${crlf}${query}${crlf}0${crlf}${crlf}`,
    }),
  ),
  'a body in chunks of a byte': done((given) =>
    spelled(given, {
      length: null,
      extra: [chunked],
      body: `${query
        .split('')
        .map((one) => `1${crlf}${one}${crlf}`)
        .join('')}0${crlf}${crlf}`,
    }),
  ),
  'space before the length': not((given) => spelled(given, { length: 'Content-Length : 29' })),
  'another expectation': not((given) => spelled(given, { extra: ['Expect: a-miracle'] }), 417),
  'no JSON': not((given, size) => spelled(given, { body: '{"query":'.repeat(1 + size) })),
  'no object': not((given, size) => spelled(given, { body: ['null', '1', '"x"', 'true', '[]', '{}'][size % 6]! })),
  'a batch': not((given, size) =>
    spelled(given, { body: `[${Array.from({ length: 1 + size }, () => query).join(',')}]` }),
  ),
  'no body': not((given) => spelled(given, { body: '' })),
  'no length': not((given) => spelled(given, { length: null, body: '' }), 400, 415),
  'a query that is no text': not((given, size) =>
    spelled(given, { body: `{"query":${['1', 'null', '[]', '{}', 'true'][size % 5]!}}` }),
  ),
  'variables that are none': not(
    (given, size) =>
      spelled(given, { body: `{"query":"{ viewer { id } }","variables":${['1', '"x"', '[]', 'true'][size % 4]!}}` }),
    200,
    400,
  ),
  'a name that is none': not((given, size) =>
    spelled(given, {
      body: `{"query":"query Q { viewer { id } }","operationName":${['1', '[]', '{}', '"no"'][size % 4]!}}`,
    }),
  ),
  'extensions that are none': not(
    (given, size) =>
      spelled(given, { body: `{"query":"{ viewer { id } }","extensions":${['1', '"x"', '[]'][size % 3]!}}` }),
    200,
    400,
  ),
  'a persisted query': not(
    (given) =>
      spelled(given, { body: `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'a'.repeat(64)}"}}}` }),
    200,
    400,
  ),
  'a poisoned prototype': not((given) =>
    spelled(given, { body: '{"query":"{ viewer { id } }","__proto__":{"variables":{}}}' }),
  ),
  'a poisoned constructor': not((given) =>
    spelled(given, { body: '{"query":"{ viewer { id } }","constructor":{"prototype":{"x":1}}}' }),
  ),
  'deep JSON': not(
    (given, size) =>
      spelled(given, {
        body: `{"query":"{ viewer { id } }","variables":${'['.repeat(size * 10)}${']'.repeat(size * 10)}}`,
      }),
    200,
    400,
  ),
  'deep objects': not(
    (given, size) =>
      spelled(given, {
        body: `{"query":"{ viewer { id } }","variables":${'{"a":'.repeat(size * 10)}1${'}'.repeat(size * 10)}}`,
      }),
    200,
    400,
  ),
  'a form': not(
    (given) => spelled(given, { type: 'application/x-www-form-urlencoded', body: `query=${mutation}` }),
    415,
  ),
  'a form of parts': not(
    (given) =>
      spelled(given, {
        type: 'multipart/form-data; boundary=x',
        body: `--x${crlf}Content-Disposition: form-data; name="operations"${crlf}${crlf}${query}${crlf}--x--`,
      }),
    415,
  ),
  'plain text': not((given) => spelled(given, { type: 'text/plain' }), 415),
  'plain text with a tab': not((given) => spelled(given, { type: 'text/plain\t; charset=utf-8' }), 400, 415),
  'a tab in the type': not((given) => spelled(given, { type: 'application/json\ta' }), 400, 415),
  'a tab before the type': not((given) => spelled(given, { type: '\tapplication/json' }), 200, 400, 415),
  'no type': not((given) => spelled(given, { type: null }), 400, 415),
  'a type of nonsense': not((given, size) => spelled(given, { type: 'a/b;'.repeat(1 + (size % 500)) }), 400, 415),
  'a document as its body': not(
    (given) => spelled(given, { type: 'application/graphql', body: '{ viewer { id } }' }),
    415,
  ),
  'a type that only begins so': not((given) => spelled(given, { type: 'application/jsonp' }), 415),
  'two types': not((given) => spelled(given, { type: 'text/plain, application/json' }), 400, 415),
  'a packed body': not((given) => spelled(given, { extra: ['Content-Encoding: gzip'], body: gzipSync(query) })),
  'a bomb': not((given) =>
    spelled(given, { extra: ['Content-Encoding: gzip'], body: gzipSync(Buffer.alloc(2_000_000)) }),
  ),
  'UTF-16': not(
    (given) => spelled(given, { type: 'application/json; charset=utf-16', body: Buffer.from(query, 'utf16le') }),
    400,
    415,
  ),
  NUL: not((given) => spelled(given, { body: `${query}\u{0}` })),
  'NUL in the query': not((given) => spelled(given, { body: '{"query":"{ viewer \\u0000 { id } }"}' })),
  'bytes that are no UTF-8': not((given) => spelled(given, { body: Buffer.from([0xc3, 0x28, 0xff, 0xfe, 0x80]) })),
  'a GET': not(
    (given) =>
      spelled(given, { method: 'GET', target: `/graphql?query=${encodeURIComponent('{viewer{id}}')}`, body: '' }),
    405,
  ),
  'a GET that changes': not(
    (given) => spelled(given, { method: 'GET', target: `/graphql?query=${mutation}`, body: '' }),
    405,
  ),
  'a token in the address': not(
    (given) =>
      spelled({ ...given, token: 'none' }, { target: `/graphql?token=${given.token}&access_token=${given.token}` }),
    401,
  ),
  'a HEAD': not((given) => spelled(given, { method: 'HEAD', body: '' }), 404, 405),
  'another method': not(
    (given, size) => spelled(given, { method: ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'][size % 6]! }),
    400,
    404,
    405,
  ),
  'a method of nobody': not((given) => spelled(given, { method: 'GRAPH' }), 400, 0),
  'a CONNECT': not((given) => spelled(given, { method: 'CONNECT', target: 'example.com:443', body: '' }), 400, 404, 0),
  'another path': not(
    (given, size) =>
      spelled(given, {
        target: [
          '/',
          '/graphql/',
          '/GRAPHQL',
          '//graphql',
          '/graphql/x',
          '/%67raphql',
          '/../graphql',
          '/console',
          '/playground',
          '/.env',
        ][size % 10]!,
      }),
    200,
    400,
    404,
  ),
  'a path that is none': not(
    (given, size) =>
      spelled(given, { target: ['/%', '/%zz', '/\\..', '/graphql%00', `/${'a'.repeat(3_000)}`][size % 5]! }),
    400,
    404,
    414,
  ),
  'another method by a header': not(
    (given) => spelled(given, { method: 'GET', extra: ['X-HTTP-Method-Override: POST'] }),
    405,
  ),
  'two lengths': not((given) => spelled(given, { extra: [`Content-Length: 5`] })),
  'two equal lengths': not((given) => spelled(given, { extra: [`Content-Length: ${query.length}`] })),
  'a length and chunks': not((given) => spelled(given, { extra: [chunked] })),
  'a negative length': not((given) => spelled(given, { length: 'Content-Length: -1' })),
  'an endless length': not((given) => spelled(given, { length: `Content-Length: ${'9'.repeat(30)}` }), 400, 413),
  'a length too long': not((given) => spelled(given, { length: 'Content-Length: 99999999' }), 413),
  'chunks of garbage': not((given) =>
    spelled(given, { length: null, extra: [chunked], body: `zz${crlf}${query}${crlf}` }),
  ),
  'a chunk too long': not((given) =>
    spelled(given, { length: null, extra: [chunked], body: `ffffffffffffffffff${crlf}${query}` }),
  ),
  'chunks of an odd spelling': not(
    (given) => spelled(given, { length: null, extra: ['Transfer-Encoding: xchunked'], body: query }),
    400,
    501,
  ),
  'headers without end': not((given, size) => spelled(given, { extra: [`X-Long: ${'x'.repeat(20_000 + size)}`] }), 431),
  'many headers': not(
    (given) => spelled(given, { extra: Array.from({ length: 3_000 }, (_, n) => `X-${n}: y`) }),
    200,
    431,
  ),
  'a header in two lines': not((given) => spelled(given, { extra: ['X-Folded: a\r\n b'] })),
  'a header with NUL': not((given) => spelled(given, { extra: ['X-Nul: a\u{0}b'] })),
  'a bare line feed': not(
    (given) => Buffer.from(spelled(given).toString('latin1').replaceAll('\r\n', '\n'), 'latin1'),
    200,
    400,
  ),
  'no host': not((given) =>
    Buffer.from(
      spelled(given)
        .toString('latin1')
        .replace(/Host: .*\r\n/, ''),
      'latin1',
    ),
  ),
  'two hosts': not((given) => spelled(given, { extra: ['Host: evil.example'] }), 200, 400),
  'an old protocol': not((given) => spelled(given, { version: 'HTTP/1.0' }), 200),
  'a protocol of nobody': not((given) => spelled(given, { version: 'HTTP/9.9' }), 400, 0),
  'HTTP/2 unasked': not(() => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), 400, 0),
  'TLS on a plain port': not(() => Buffer.from('160301007a010000760303', 'hex'), 400, 0),
  'a request after another': not((given) => Buffer.concat([spelled(given), spelled(given)]), 200, 400),
  'a smuggled request': not((given) =>
    spelled(given, { length: 'Content-Length: 5', body: `{}   GET /graphql HTTP/1.1${crlf}Host: x${crlf}${crlf}` }),
  ),
  'two tokens': not(
    (given) => spelled({ ...given, token: 'none' }, { extra: [`Authorization: Bearer ${given.token}`] }),
    401,
  ),
  'a token in a cookie': not(
    (given) =>
      spelled(
        { ...given, token: 'none' },
        { extra: [`Cookie: token=${given.token}; authorization=Bearer ${given.token}`] },
      ),
    401,
  ),
  'a token of NUL': not((given) => spelled({ ...given, token: '%00' }), 401),
  'a long token': not(
    (given, size) => spelled({ ...given, token: `byom_${'a'.repeat(12)}_${'b'.repeat(size % 10_000)}` }),
    401,
  ),
  'an upgrade to nothing': not(
    (given) => spelled(given, { extra: ['Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'] }),
    200,
    400,
    404,
  ),
  'an upgrade by POST': not(
    (given) =>
      spelled(given, {
        extra: ['Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='],
      }),
    200,
    400,
    404,
    405,
  ),
  'a stream that is no JSON': not((given) => spelled(given, { extra: ['Accept: text/event-stream'], body: 'x' })),
  'a stream of a batch': not((given) => spelled(given, { extra: ['Accept: text/event-stream'], body: `[${query}]` })),
  'a stream of nothing': not((given) => spelled(given, { extra: ['Accept: text/event-stream'], body: 'null' })),
  'a stream by its token': not(
    (given) =>
      spelled(given, {
        extra: ['Accept: text/event-stream', 'X-GraphQL-Event-Stream-Token: x'],
        target: '/graphql?token=x&operationId=1',
      }),
    200,
    400,
    404,
  ),
  'an answer of another type': not(
    (given, size) =>
      spelled(given, {
        extra: [`Accept: ${['image/png', 'multipart/mixed', 'text/html', 'a', '*/*;q=x'][size % 5]!}`],
      }),
    200,
    400,
    406,
  ),
};

/** One of them, of a size that is drawn. */
export function hostileRequest(
  parts: RequestParts,
  random: SeededRandom,
  run: number,
): HostileRequest & { readonly name: string } {
  const names = Object.keys(requests);
  const name = names[run % names.length]!;
  const [make, allowed, refused] = requests[name]!;
  return { name, bytes: make(parts, random.below(2_000)), allowed, refused };
}
