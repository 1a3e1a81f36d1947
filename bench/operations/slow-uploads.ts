import { connect } from 'node:net';
import { statusIn } from './send-bytes.js';

const everyMs = 2_000;
/** Longer than a request may take to arrive, and the server to see that it does not. */
const mostMs = 120_000;

/** Uploads that never end, a byte at a time; what is wrong with how the server ends them. */
export async function slowUploads(port: number, token: string, count: number): Promise<readonly string[]> {
  const one = () =>
    new Promise<string | undefined>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let text = '';
      const drip = setInterval(() => socket.write(' '), everyMs);
      const late = setTimeout(() => socket.destroy(), mostMs);
      socket.on('data', (piece) => (text += piece.toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearInterval(drip);
        clearTimeout(late);
        resolve(statusIn(text) === 408 ? undefined : `a slow upload ends with status ${statusIn(text)}, not 408`);
      });
      socket.write(
        `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{`,
      );
    });
  const wrong = await Promise.all(Array.from({ length: count }, one));
  return [...new Set(wrong.filter((text) => text !== undefined))];
}
