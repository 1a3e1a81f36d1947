import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bytesOf, contentTypeOf, type AuditReply } from '../../src/sdk/audits/audit-reply.js';

export interface FixtureRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface FakeOfFixtures {
  /** On an address of its own for each number, so that what one provider asks for binds no other. */
  origin(number: number): string;
  /** What requests on this path below that origin are answered with from now on; all others are 404. */
  serve(origin: string, path: string, reply: AuditReply): void;
  readonly requests: FixtureRequest[];
  close(): Promise<void>;
}

/** One HTTP server that stands in for every provider, with the replies of their fixtures. */
export async function startFakeOfFixtures(): Promise<FakeOfFixtures> {
  const replies = new Map<string, AuditReply>();
  const requests: FixtureRequest[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const path = request.url ?? '';
      const reply = replies.get(`http://${request.headers.host}${path}`);
      if (reply === undefined || request.method !== 'POST') {
        response.writeHead(404).end('{}');
        return;
      }
      requests.push({ path, headers: request.headers, body: Buffer.concat(pieces).toString() });
      response.writeHead(reply.status ?? 200, { 'content-type': contentTypeOf(reply), ...reply.headers });
      response.end(bytesOf(reply));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: (number) => `http://127.0.${Math.floor(number / 200) + 1}.${(number % 200) + 1}:${port}`,
    serve: (origin, path, reply) => void replies.set(origin + path, reply),
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
