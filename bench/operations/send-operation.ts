import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { WebSocket } from 'ws';
import { writeJson } from './odd-values.js';

export interface Answered {
  /** Of HTTP; 101 for a WebSocket that was let in, 0 where the connection ended without an answer. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** All that came. */
  readonly text: string;
  /** Every GraphQL result in it. */
  readonly results: readonly Result[];
}

export interface Result {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: unknown;
    readonly extensions?: { readonly code?: unknown; readonly retryable?: unknown };
    readonly path?: readonly (string | number)[];
  }[];
}

export interface Request {
  readonly query: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
  readonly extensions?: unknown;
}

export const transports = ['http', 'sse', 'ws'] as const;
export type Transport = (typeof transports)[number];

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
/** Lets go of what is kept open between requests. */
export const endConnections = (): void => agent.destroy();
/** A stream that goes on is left then. */
const mostStreamMs = 400;
const mostEvents = 12;
/** Longer than the server takes for a call that it makes again and again. */
const mostMs = 120_000;

export const bodyOf = (asked: Request): string => writeJson(asked);

export function sendOperation(url: string, token: string, asked: Request, transport: Transport): Promise<Answered> {
  if (transport === 'ws') return overSocket(url, token, asked);
  return overHttp(url, token, bodyOf(asked), transport === 'sse');
}

function overHttp(url: string, token: string, body: string, stream: boolean): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${token}`,
      accept: stream ? 'text/event-stream' : 'application/json',
    };
    let status = 0;
    const sent = request(url, { method: 'POST', agent, headers, timeout: mostMs }, (response) => {
      status = response.statusCode!;
      let text = '';
      const done = () => {
        clearTimeout(leaving);
        resolve({ status, headers: response.headers, text, results: resultsIn(text, stream && status === 200) });
      };
      const leave = () => {
        done();
        response.destroy();
      };
      const leaving = stream ? setTimeout(leave, mostStreamMs) : undefined;
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
        if (stream && text.split('event: next').length > mostEvents) leave();
      });
      response.on('end', done);
      response.on('error', done);
    });
    sent.on('timeout', () => sent.destroy(new Error('It does not answer.')));
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // Turned away before all of the body was sent.
      if (error.code === 'EPIPE' || error.code === 'ECONNRESET')
        resolve({ status, headers: {}, text: '', results: [] });
      else reject(error);
    });
    sent.end(body);
  });
}

function resultsIn(text: string, stream: boolean): readonly Result[] {
  const pieces = stream ? [...text.matchAll(/^data: (.+)$/gm)].map(([, data]) => data!) : [text];
  return pieces.flatMap((piece) => {
    try {
      return [JSON.parse(piece) as Result];
    } catch {
      return [];
    }
  });
}

function overSocket(url: string, token: string, asked: Request): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws', { perMessageDeflate: false });
    let text = '';
    const results: Result[] = [];
    let leaving: NodeJS.Timeout | undefined;
    const late = setTimeout(() => {
      socket.terminate();
      reject(new Error('It does not answer.'));
    }, mostMs);
    const done = () => {
      clearTimeout(leaving);
      clearTimeout(late);
      socket.close();
      resolve({ status: 101, headers: {}, text, results });
    };
    socket.on('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })),
    );
    socket.on('message', (data: Buffer) => {
      const message = data.toString('utf8');
      text += message;
      const { type, payload } = JSON.parse(message) as { type: string; payload?: unknown };
      if (type === 'connection_ack') {
        socket.send(`{"id":"1","type":"subscribe","payload":${bodyOf(asked)}}`);
        // Of a run that rests nothing is told.
        if (String(asked.query).includes('subscription')) leaving = setTimeout(done, mostStreamMs);
      } else if (type === 'next') {
        results.push(payload as Result);
        leaving ??= setTimeout(done, mostStreamMs);
        if (results.length >= mostEvents) done();
      } else if (type === 'error') {
        results.push({ errors: payload as Result['errors'] });
        done();
      } else if (type === 'complete') done();
    });
    socket.on('close', (code, reason) => {
      text += ` closed ${code} ${String(reason)}`;
      done();
    });
    socket.on('error', () => undefined);
  });
}
