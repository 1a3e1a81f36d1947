import { createServer, createConnection, type AddressInfo, type Socket } from 'node:net';

export interface DatabaseProxy {
  /** The same database, through this. */
  readonly url: string;
  /** Ends every connection, and takes no other until it is mended. */
  cut(): void;
  /** Keeps connections open and lets nothing through, until it is mended. */
  freeze(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Stands between a server and the Postgres of tests, as a network does that breaks. */
export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const direct = new URL(databaseUrl);
  const socketPath = `${direct.searchParams.get('host')!}/.s.PGSQL.${direct.port}`;
  const pairs = new Set<readonly [Socket, Socket]>();
  let state: 'open' | 'cut' | 'frozen' = 'open';
  const server = createServer((near) => {
    near.on('error', () => undefined);
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = createConnection(socketPath).on('error', () => undefined);
    const pair = [near, far] as const;
    pairs.add(pair);
    near.pipe(far).pipe(near);
    if (state === 'frozen') stop(pair);
    for (const one of pair) one.on('close', () => (pairs.delete(pair), pair.forEach((socket) => socket.destroy())));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.search = '';
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const drop = () => pairs.forEach((pair) => pair.forEach((socket) => socket.destroy()));
  return {
    url: url.href,
    cut() {
      state = 'cut';
      drop();
    },
    freeze() {
      state = 'frozen';
      pairs.forEach(stop);
    },
    mend() {
      state = 'open';
      for (const [near, far] of pairs) near.pipe(far).pipe(near);
    },
    async close() {
      drop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function stop([near, far]: readonly [Socket, Socket]): void {
  near.unpipe(far).pause();
  far.unpipe(near).pause();
}
