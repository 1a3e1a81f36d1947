import { connect } from 'node:net';

/** What a server answers to these bytes, until it closes. */
export function sendBytes(port: number, bytes: Buffer, mostMs = 20_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const late = setTimeout(() => socket.destroy(), mostMs);
    socket.on('data', (piece) => (text += piece.toString('latin1')));
    // The server may turn away a body that is still being sent.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(late);
      resolve(text);
    });
    socket.write(bytes);
  });
}

/** Of the last answer but those that only say to go on. */
export const statusIn = (text: string): number =>
  Number(
    [...text.matchAll(/^HTTP\/1\.\d (\d{3})/gm)].map(([, status]) => status).find((status) => status !== '100') ?? 0,
  );
