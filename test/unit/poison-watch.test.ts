import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { watchForPoison, type PoisonWatch } from '../support/poison-watch.js';

const marker = 'poison-0123456789abcdef';
const undo: (() => unknown)[] = [];
afterEach(() => {
  for (const step of undo.splice(0)) step();
});

async function listening(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  undo.push(() => server.close());
  return (server.address() as AddressInfo).port;
}
function watching(): PoisonWatch {
  const watch = watchForPoison(marker);
  undo.push(() => watch.stop());
  return watch;
}
const answering = () =>
  createHttpServer((request, response) => {
    request.resume().on('end', () => response.setHeader('connection', 'close').end('{}'));
  });

describe('the watch of a poisoned run', () => {
  it('finds poison in a URL, a header or a body, in whatever form, and nothing where there is none', async () => {
    const origin = `http://127.0.0.1:${await listening(answering())}`;
    const base64 = Buffer.from(`user:${marker}`).toString('base64');
    const poisoned: [string, RequestInit][] = [
      [`/v1?key=${marker}`, {}],
      ['/v1', { headers: { authorization: `Bearer ${marker}` } }],
      ['/v1', { headers: { authorization: `Basic ${base64}` } }],
      ['/v1', { method: 'POST', body: `{"user":"${marker.toUpperCase()}"}` }],
    ];
    const watch = watching();
    await (await fetch(`${origin}/v1`, { method: 'POST', body: 'clean' })).text();
    expect(watch).toMatchObject({ requests: 1, found: [] });
    expect(watch.bytes).toBeGreaterThan(20);
    for (const [index, [path, init]] of poisoned.entries()) {
      await (await fetch(origin + path, init)).text();
      expect(watch.found).toHaveLength(index + 1);
    }
    await (await fetch(`${origin}/graphql`, { headers: { authorization: marker } })).text();
    expect(watch.requests).toBe(1 + poisoned.length);
    expect(watch.found).toHaveLength(poisoned.length);
  });

  it('finds it split over pieces, and where no HTTP is spoken', async () => {
    const watch = watching();
    const port = await listening(createServer((socket) => socket.resume().on('end', () => socket.end())));
    const socket = connect(port, '127.0.0.1');
    socket.write(`hello ${marker.slice(0, 9)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(watch.found).toEqual([]);
    socket.end(marker.slice(9));
    await once(socket.resume(), 'close');
    expect(watch.found).toEqual(['a connection']);
  });
});
