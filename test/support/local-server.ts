import { startRawServer, type RawServer } from './raw-server.js';

/** A reply for each `METHOD /path`, or what makes one of the request's body; another path is not found. */
export type LocalRoutes = Readonly<Record<string, unknown>>;

export interface LocalServer extends RawServer {
  /** What it answers from now on. */
  routes: LocalRoutes;
  /** Bodies of the requests that were sent to a path. */
  sent(path: string): readonly unknown[];
}

/** A server of one's own, that answers each of its addresses as the real one does. */
export async function startLocalServer(routes: LocalRoutes): Promise<LocalServer> {
  const server = await startRawServer((request, response) => {
    const { body } = server.requests.at(-1)!;
    const route = local.routes[`${request.method} ${request.url}`];
    const answer =
      typeof route === 'function' ? (route as (body: unknown) => unknown)(body && JSON.parse(body)) : route;
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { error: 'not found' }));
  });
  const local: LocalServer = Object.assign(server, {
    routes,
    sent: (path: string) =>
      server.requests
        .filter(({ url }) => url === path)
        .map(({ body }): unknown => (body ? JSON.parse(body) : undefined)),
  });
  return local;
}
