import { createServer, Socket, type Server } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';

export interface Sentinels {
  /** On every address of this machine, IPv4 and IPv6. */
  readonly port: number;
  /** As if the server itself listened there. */
  readonly own: number;
  /** Of an interface that others reach too, in the form of a URL's host. */
  readonly interface: string;
  /** Connections that any of them has taken. */
  hits(): number;
  /** Sockets that this process began to connect, but for those to the ports given. */
  connects(): number;
  close(): Promise<void>;
}

/** Listeners that nobody may reach, and a watch over every connection that this process begins. */
export async function startSentinels(): Promise<Sentinels> {
  const folder = await mkdtemp(path.join(tmpdir(), 'byom-sentinel-'));
  let hits = 0;
  const servers: Server[] = [];
  const taken = new Set<Socket>();
  const listen = async (where: object): Promise<number> => {
    const server = createServer((socket) => {
      hits += 1;
      taken.add(socket);
      socket.on('close', () => taken.delete(socket));
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(where, resolve));
    servers.push(server);
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  const [port, own] = [await listen({ host: '::', port: 0 }), await listen({ host: '::', port: 0 })];
  await listen({ path: path.join(folder, 'sentinel.sock') });

  let connects = 0;
  // What a connection of whatever kind begins with.
  const connect = Object.getOwnPropertyDescriptor(Socket.prototype, 'connect')!;
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    connects += 1;
    return (connect.value as (...given: unknown[]) => Socket).apply(this, args);
  };

  const outside = Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .find(({ internal, family }) => !internal && family === 'IPv4');
  return {
    port,
    own,
    interface: outside?.address ?? '127.0.0.3',
    hits: () => hits,
    connects: () => connects,
    close: async () => {
      Object.defineProperty(Socket.prototype, 'connect', connect);
      for (const socket of taken) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
      await rm(folder, { recursive: true });
    },
  };
}
