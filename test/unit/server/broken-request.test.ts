import { expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { brokenRequest } from '../../../src/server/broken-request.js';

it('a request that does not arrive in time, or is none, is told so in our words, and its connection ended', async () => {
  const server = createServer({ requestTimeout: 200, headersTimeout: 200, connectionsCheckingInterval: 50 });
  server.on('clientError', (error, socket) => brokenRequest(error, socket as Socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answerTo = (bytes: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let text = '';
      socket.on('data', (piece) => (text += piece.toString()));
      socket.on('close', () => resolve(text));
      socket.write(bytes);
    });
  try {
    const cases = [
      ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{', 408, 'BAD_USER_INPUT'],
      [`POST / HTTP/1.1\r\nHost: x\r\nX: ${'canary'.repeat(5_000)}\r\n\r\n`, 431, 'PAYLOAD_TOO_LARGE'],
      ['canary\r\n\r\n', 400, 'BAD_USER_INPUT'],
    ] as const;
    for (const [bytes, status, code] of cases) {
      const [head, body] = (await answerTo(bytes)).split('\r\n\r\n');
      expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect((JSON.parse(body!) as { errors: { extensions: { code: string } }[] }).errors[0]!.extensions.code).toBe(
        code,
      );
      expect(`${head}${body}`).not.toContain('canary');
    }
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
