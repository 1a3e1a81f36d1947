import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { SeededRandom } from '../../src/optimization/seeded-random.js';

interface Opened {
  readonly socket: WebSocket;
  /** What came. */
  readonly received: string[];
  readonly closed: Promise<number>;
}

export interface SocketTarget {
  /** ws://... */
  readonly url: string;
  readonly token: string;
}

/** What the server did: the code that it closed with, or `open`; and what is wrong with that. */
export type SocketAttack = (target: SocketTarget, random: SeededRandom) => Promise<string | undefined>;

const soon = (ms: number) => new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), ms));
const mostMs = 10_000;

async function open({ url }: SocketTarget, protocol: string | string[] = 'graphql-transport-ws'): Promise<Opened> {
  const socket = new WebSocket(url, protocol, { perMessageDeflate: false, handshakeTimeout: mostMs });
  const received: string[] = [];
  socket.on('message', (data: Buffer) => received.push(data.toString('utf8')));
  socket.on('error', () => undefined);
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await Promise.race([once(socket, 'open').catch(() => closed), closed]);
  return { socket, received, closed };
}
const init = ({ token }: SocketTarget) =>
  JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
const subscribe = (id: string, query: string) => JSON.stringify({ id, type: 'subscribe', payload: { query } });

async function ready(target: SocketTarget): Promise<Opened> {
  const opened = await open(target);
  opened.socket.send(init(target));
  await Promise.race([once(opened.socket, 'message'), opened.closed]);
  return opened;
}

/** Sends, and expects the socket to be closed with one of these codes. */
const closes =
  (
    codes: readonly number[],
    send: (opened: Opened, random: SeededRandom, target: SocketTarget) => void,
    begin = ready,
  ): SocketAttack =>
  async (target, random) => {
    const opened = await begin(target);
    send(opened, random, target);
    const code = await Promise.race([opened.closed, soon(mostMs)]);
    opened.socket.terminate();
    return code !== 'late' && codes.includes(code) ? undefined : `closed with ${code}, not ${codes.join(' or ')}`;
  };

/** Sends, and expects that the socket goes on to answer. */
const survives =
  (send: (opened: Opened, random: SeededRandom) => void | Promise<void>): SocketAttack =>
  async (target, random) => {
    const opened = await ready(target);
    await send(opened, random);
    opened.socket.send(subscribe('last', '{ __typename }'));
    for (const until = Date.now() + mostMs; Date.now() < until && opened.socket.readyState === WebSocket.OPEN;) {
      if (opened.received.some((text) => text.includes('"last"') && text.includes('"complete"'))) break;
      await soon(5);
    }
    const answered = opened.received.some((text) => text.includes('"last"') && /"data"/.test(text));
    opened.socket.terminate();
    return answered ? undefined : `no answer after it: ${opened.received.join(' ').slice(-300)}`;
  };

export const socketAttacks: Readonly<Record<string, SocketAttack>> = {
  'an operation before the beginning': closes(
    [4401],
    ({ socket }) => socket.send(subscribe('1', '{ viewer { id } }')),
    open,
  ),
  'the beginning twice': closes([4429], ({ socket }, _, target) => socket.send(init(target))),
  'the beginning twice at once': closes(
    [4429],
    ({ socket }, _, target) => {
      socket.send(init(target));
      socket.send(init(target));
    },
    open,
  ),
  'a beginning without a token': closes([4403], ({ socket }) => socket.send('{"type":"connection_init"}'), open),
  'a beginning of another shape': closes(
    [4400, 4403],
    ({ socket }, random) =>
      socket.send(
        `{"type":"connection_init","payload":${['1', '"x"', '[]', 'null', '{"authorization":{}}', '{"__proto__":{"authorization":"x"}}'][random.below(6)]!}}`,
      ),
    open,
  ),
  'no JSON': closes([4400], ({ socket }) => socket.send('nothing')),
  'another message': closes([4400], ({ socket }, random) =>
    socket.send(
      [
        '{}',
        '[]',
        'null',
        '1',
        '{"type":"next"}',
        '{"type":"__proto__"}',
        '{"type":"subscribe"}',
        '{"type":"subscribe","id":1,"payload":{"query":"{a}"}}',
        '{"type":"subscribe","id":"","payload":{"query":"{a}"}}',
        '{"type":"subscribe","id":"1","payload":{"query":1}}',
        '{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":[]}}',
        '{"type":"subscribe","id":"1","payload":{"query":"{a}","operationName":1}}',
      ][random.below(12)]!,
    ),
  ),
  'one id twice': closes([4409], ({ socket }) => {
    socket.send(subscribe('1', 'subscription { optimization(id: "x") { cursor } }'));
    socket.send(subscribe('1', '{ viewer { id } }'));
  }),
  bytes: closes([4400], ({ socket }, random) =>
    socket.send(Buffer.from(Array.from({ length: 50 }, () => random.below(256)))),
  ),
  'a frame too large': closes([1009, 1006], ({ socket }) => socket.send(Buffer.alloc(17 * 2 ** 20, 0x20))),
  'text that is no UTF-8': closes([1007, 1006], ({ socket }) =>
    socket.send(Buffer.from([0xff, 0xfe, 0xc0]), { binary: false }),
  ),
  'another protocol': closes(
    [4406, 1002, 1006],
    () => undefined,
    (target) => open(target, 'graphql-ws'),
  ),
  'pings without end': closes([1006], ({ socket }) => {
    for (let count = 0; count < 2_000; count += 1) socket.ping('x');
  }),
  'pings of the protocol': survives(({ socket }) => {
    for (let count = 0; count < 1_000; count += 1) socket.send('{"type":"ping","payload":{"a":1}}');
  }),
  'ends of what was not begun': survives(({ socket }) => {
    for (let count = 0; count < 500; count += 1) socket.send(`{"id":"${count}","type":"complete"}`);
  }),
  'operations begun and ended': survives(({ socket }) => {
    for (let count = 0; count < 60; count += 1) {
      socket.send(subscribe(`s${count}`, 'subscription { optimization(id: "x") { cursor } }'));
      socket.send(`{"id":"s${count}","type":"complete"}`);
    }
  }),
  'operations beyond the limit': async (target) => {
    const { socket, received, closed } = await ready(target);
    const query = '{ models(first: 20) { nodes { ref } } }';
    for (let count = 0; count < 300; count += 1) socket.send(subscribe(`s${count}`, query));
    for (const until = Date.now() + mostMs; Date.now() < until;) {
      if (
        new Set(
          received
            .filter((text) => /"type":"(?:complete|error)"/.test(text))
            .map((text) => /"id":"(\w+)"/.exec(text)![1]),
        ).size === 300
      )
        break;
      await Promise.race([soon(20), closed]);
    }
    const answered = received.filter((text) => text.includes('"data"')).length;
    const refused = received.filter((text) => text.includes('OVERLOADED')).length;
    socket.terminate();
    return answered + refused === 300 ? undefined : `${answered} answered and ${refused} refused of 300`;
  },
  'a megabyte as an id': survives(({ socket }) => socket.send(subscribe('i'.repeat(2 ** 20), '{ __typename }'))),
  'a hostile document': survives(({ socket }) =>
    socket.send(subscribe('h', `{ ${Array.from({ length: 10_000 }, (_, n) => `a${n}: viewer { id }`).join(' ')} }`)),
  ),
  'deep variables': survives(({ socket }) =>
    socket.send(
      `{"id":"d","type":"subscribe","payload":{"query":"{ __typename }","variables":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}}}`,
    ),
  ),
  'leaving in the middle': async (target) => {
    const { socket } = await ready(target);
    for (let count = 0; count < 20; count += 1)
      socket.send(subscribe(`s${count}`, '{ models { nodes { ref quirks { id } } } }'));
    socket.terminate();
    return undefined;
  },
  'half open': async (target) => {
    const { socket } = await open(target);
    (socket as unknown as { _socket: { end(): void } })._socket.end();
    return undefined;
  },
  'a reader who does not read': async (target) => {
    const { socket } = await ready(target);
    (socket as unknown as { _socket: { pause(): void } })._socket.pause();
    for (let count = 0; count < 30; count += 1)
      socket.send(subscribe(`s${count}`, '{ models(first: 200) { nodes { ref quirks { id } } } }'));
    await soon(200);
    socket.terminate();
    return undefined;
  },
};

/** One of them. */
export function socketAttack(run: number): { readonly name: string; readonly attack: SocketAttack } {
  const names = Object.keys(socketAttacks);
  const name = names[run % names.length]!;
  return { name, attack: socketAttacks[name]! };
}
