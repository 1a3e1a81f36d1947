import type { Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

export interface HostileAnswer {
  readonly name: string;
  readonly send: (socket: Socket) => void;
  /** What becomes of it: `late` where only the deadline ends it. */
  readonly ends: 'not HTTP' | 'refused' | 'cut off' | 'late' | 'read';
  /** Whether it is meant to fill the memory, so that it is watched. */
  readonly large?: true;
}

const head = (headers: string, status = '200 OK') => `HTTP/1.1 ${status}\r\n${headers}\r\n`;
const zeros = Buffer.alloc(30_000_000);
const piece = Buffer.alloc(64 * 1024, 'x');
const chunk = Buffer.concat([Buffer.from('10000\r\n'), piece, Buffer.from('\r\n')]);

/** Writes for as long as somebody takes it. */
function endlessly(socket: Socket, what: string | Buffer): void {
  const more = () => {
    while (!socket.destroyed && socket.write(what));
    if (!socket.destroyed) socket.once('drain', more);
  };
  more();
}

function dripping(socket: Socket, what: string, everyMs = 5): void {
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(what)), everyMs);
  socket.on('close', () => clearInterval(timer));
}

const whole = (text: string) => (socket: Socket) => void socket.end(text);
const encoded = (encoding: string, body: Buffer): HostileAnswer => ({
  name: `an answer in ${encoding}, which was not asked for`,
  ...(body.length > 100 && { large: true as const }),
  send: (socket) => {
    socket.write(head(`content-encoding: ${encoding}\r\ncontent-length: ${body.length}\r\n`));
    socket.end(body);
  },
  ends: 'refused',
});

const notHttp = Object.entries({
  'another protocol': 'SSH-2.0-OpenSSH_9.2\r\n',
  'a TLS alert': '\u0015\u0003\u0001\u0000\u0002\u0002\u0046',
  zeros: '\u0000'.repeat(100),
  'a version that is none': 'HTTP/9.9 200 OK\r\n\r\n',
  'a status that is no number': 'HTTP/1.1 abc OK\r\n\r\n',
  'a status of five digits': 'HTTP/1.1 20000 OK\r\n\r\n',
  'HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'a header without a colon': 'HTTP/1.1 200 OK\r\nnothing\r\n\r\n',
  'a space in a header name': 'HTTP/1.1 200 OK\r\nx y: z\r\n\r\n',
  'a header value with a zero': 'HTTP/1.1 200 OK\r\nx: a\u0000b\r\n\r\n',
  'two lengths': head('content-length: 2\r\ncontent-length: 3\r\n') + '{}',
  'a negative length': head('content-length: -1\r\n') + '{}',
  'a length that is no number': head('content-length: many\r\n') + '{}',
  'a length beside chunks': head('content-length: 2\r\ntransfer-encoding: chunked\r\n') + '2\r\n{}\r\n0\r\n\r\n',
}).map(([name, text]): HostileAnswer => ({ name, send: whole(text), ends: 'not HTTP' }));

const cutOff = Object.entries({
  'a chunk whose size is no number': head('transfer-encoding: chunked\r\n') + 'zz\r\n{}\r\n',
  'a chunk whose size overflows': head('transfer-encoding: chunked\r\n') + 'ffffffffffffffffff\r\n{}\r\n',
  'a negative chunk': head('transfer-encoding: chunked\r\n') + '-2\r\n{}\r\n',
  'fewer bytes than announced': head('content-length: 100\r\n') + '{}',
  'chunks without an end': head('transfer-encoding: chunked\r\n') + '2\r\n{}\r\n',
}).map(([name, text]): HostileAnswer => ({ name, send: whole(text), ends: 'cut off' }));

const locations = ['http://127.0.0.1:{sentinel}/', '//127.0.0.1:{sentinel}/', '/elsewhere', 'http://x/\r\nx-evil: 1'];
const redirects = [301, 302, 303, 307, 308, 300, 304, 305, 399].flatMap((status, index) =>
  (index < 2 ? locations : locations.slice(0, 1)).map((location): HostileAnswer => ({
    name: `status ${status} to ${location.replaceAll(/\r\n/g, ' and a line break ')}`,
    send: whole(head(`location: ${location}\r\ncontent-length: 0\r\n`, `${status} Moved`)),
    ends: 'refused',
  })),
);

export const hostileAnswers: readonly HostileAnswer[] = [
  ...notHttp,
  ...cutOff,
  ...redirects,
  encoded('gzip', gzipSync(zeros)),
  encoded('x-gzip', gzipSync(zeros)),
  encoded('deflate', deflateSync(zeros)),
  encoded('br', brotliCompressSync(zeros)),
  encoded('zstd', Buffer.from('28b52ffd', 'hex')),
  encoded('identity, gzip', gzipSync(zeros)),
  encoded('unheard-of', Buffer.from('{}')),
  { name: 'a header of a megabyte', send: whole(head(`x: ${'y'.repeat(1_000_000)}\r\n`)), ends: 'not HTTP' },
  { name: 'a hundred thousand headers', large: true, send: whole(head('x: y\r\n'.repeat(100_000))), ends: 'not HTTP' },
  {
    name: 'headers without an end',
    large: true,
    send: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      endlessly(socket, 'x-more: 0123456789\r\n'.repeat(1_000));
    },
    ends: 'not HTTP',
  },
  {
    name: 'headers in drips',
    send: (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx: ');
      dripping(socket, 'y');
    },
    ends: 'late',
  },
  { name: 'nothing at all', send: () => undefined, ends: 'late' },
  {
    name: 'early hints without an end',
    send: (socket) => dripping(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n'),
    ends: 'late',
  },
  {
    name: 'early hints in a flood',
    large: true,
    send: (socket) => endlessly(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n'.repeat(500)),
    ends: 'late',
  },
  {
    name: 'an upgrade that nobody asked for',
    large: true,
    send: (socket) => {
      socket.write(head('connection: upgrade\r\nupgrade: websocket\r\n', '101 Switching Protocols'));
      endlessly(socket, piece);
    },
    ends: 'cut off',
  },
  {
    name: 'a body in drips',
    send: (socket) => {
      socket.write(head('transfer-encoding: chunked\r\n'));
      dripping(socket, '1\r\nx\r\n');
    },
    ends: 'late',
  },
  {
    name: 'a chunk whose extension has no end',
    large: true,
    send: (socket) => {
      socket.write(`${head('transfer-encoding: chunked\r\n')}2;`);
      endlessly(socket, piece);
    },
    ends: 'late',
  },
  {
    name: 'trailers without an end',
    large: true,
    send: (socket) => {
      socket.write(`${head('transfer-encoding: chunked\r\n')}2\r\n{}\r\n0\r\n`);
      endlessly(socket, 'x-more: 0123456789\r\n'.repeat(1_000));
    },
    ends: 'cut off',
  },
  {
    name: 'a body without an end',
    large: true,
    send: (socket) => {
      socket.write(head('transfer-encoding: chunked\r\n'));
      endlessly(socket, chunk);
    },
    ends: 'refused',
  },
  {
    name: 'a body until the connection ends, which does not',
    large: true,
    send: (socket) => {
      socket.write(head('connection: close\r\n'));
      endlessly(socket, piece);
    },
    ends: 'refused',
  },
  {
    // Before a byte of it has come.
    name: 'a terabyte announced',
    send: (socket) => socket.write(head('content-length: 1099511627776\r\n')),
    ends: 'refused',
  },
  {
    name: 'headers that lead elsewhere',
    send: whole(
      `${head(
        'refresh: 0; url=http://127.0.0.1:{sentinel}/\r\nalt-svc: h2="127.0.0.1:{sentinel}"; ma=60\r\n' +
          'link: <http://127.0.0.1:{sentinel}/>; rel=preconnect\r\nset-cookie: a=b\r\ncontent-length: 2\r\n',
      )}{}`,
    ),
    ends: 'read',
  },
  { name: 'a body where there may be none', send: whole(`${head('', '204 No Content')}{"a":1}`), ends: 'read' },
];
