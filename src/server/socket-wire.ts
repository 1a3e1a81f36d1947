import type { WebSocket } from '@fastify/websocket';
import type { FastifyRequest } from 'fastify';
import { CloseCode, makeServer, type ServerOptions } from 'graphql-ws';
import { limits } from './limits.js';

export interface SocketExtra {
  readonly socket: WebSocket;
  readonly request: FastifyRequest;
  /** Whether it has said who it is. */
  known: boolean;
}

const keepAliveMs = 12_000;
/** For word of its end to reach who sends on. */
const farewellMs = 300;

/** Carries the protocol over a socket: what breaks ends the socket, and who does not read is let go. */
export function socketWire(options: ServerOptions<Record<string, unknown>, SocketExtra>) {
  const server = makeServer(options);
  return (socket: WebSocket, request: FastifyRequest): void => {
    const extra: SocketExtra = { socket, request, known: false };
    const overfull = () => {
      if (socket.bufferedAmount <= limits.unreadBytes) return false;
      socket.terminate();
      return true;
    };
    const send = (data: string) =>
      new Promise<void>((resolve) => {
        // A socket that ends meanwhile has nobody who waits for this.
        if (socket.readyState !== socket.OPEN || overfull()) resolve();
        else socket.send(data, () => resolve());
      });
    const wire = request.raw.socket;
    const before = wire.bytesRead;
    // A message is held until its last piece is there, which may never come.
    const untilKnown = () => {
      if (!extra.known && wire.bytesRead - before <= limits.unknownBytes) return;
      wire.off('data', untilKnown);
      if (extra.known) return;
      socket.close(CloseCode.BadRequest, 'Bad request');
      socket.pause();
      setTimeout(() => socket.terminate(), farewellMs).unref();
    };
    wire.on('data', untilKnown);
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send,
        close: (code, reason) => socket.close(code, reason),
        // Without what came with it, which would make the server say whatever it is told.
        onPing: () => send('{"type":"pong"}'),
        onMessage: (take) =>
          socket.on('message', (data: Buffer) => {
            if (!extra.known && data.length > limits.unknownBytes) socket.close(CloseCode.BadRequest, 'Bad request');
            else take(data.toString('utf8')).catch(() => socket.close(CloseCode.InternalServerError));
          }),
      },
      extra,
    );
    let answered = true;
    const beat = setInterval(() => {
      if (!answered) return socket.terminate();
      answered = false;
      socket.ping();
    }, keepAliveMs);
    socket.on('pong', () => (answered = true));
    socket.on('ping', overfull);
    // What a client breaks is its own affair; the end of the socket follows.
    socket.on('error', () => socket.close());
    socket.once('close', (code, reason) => {
      clearInterval(beat);
      closed(code, reason.toString('utf8')).catch(() => undefined);
    });
  };
}
