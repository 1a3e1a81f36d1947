import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ScoreRelay {
  readonly url: string;
  close(): Promise<void>;
}

async function bodyOf(request: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

/** Stands for the customer's own scorer: takes what the WEBHOOK metric posts and asks the benchmark's `/score`. */
export async function scoreRelay(base: string): Promise<ScoreRelay> {
  const server = createServer((request, response) => {
    void (async () => {
      const { exampleId, output } = JSON.parse(await bodyOf(request)) as Record<'exampleId' | 'output', string>;
      const scored = await fetch(`${base}/score`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: exampleId, output }),
      });
      response.writeHead(scored.status, { 'content-type': 'application/json' }).end(await scored.text());
    })().catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/score`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
