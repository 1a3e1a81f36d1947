import http from 'node:http';
import { Agent, request } from 'undici';

/**
 * The floor: a proxy that parses a request, writes it again and forwards it with undici, and does nothing else.
 * `node bare-proxy.js ORIGIN`; prints its port.
 */
const origin = process.argv[2]!;
const dispatcher = new Agent({ connections: 512, pipelining: 1 });

const server = http.createServer((incoming, response) => {
  const pieces: Buffer[] = [];
  incoming.on('data', (piece: Buffer) => pieces.push(piece));
  incoming.on('end', () => void forward(Buffer.concat(pieces).toString(), response));
});

async function forward(text: string, response: http.ServerResponse): Promise<void> {
  const answer = await request(`${origin}/v1/chat/completions`, {
    method: 'POST',
    dispatcher,
    headers: { 'content-type': 'application/json', authorization: 'Bearer bench' },
    body: JSON.stringify(JSON.parse(text)),
  });
  response.writeHead(answer.statusCode, { 'content-type': String(answer.headers['content-type']) });
  answer.body.pipe(response);
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as { port: number }).port}\n`);
});
