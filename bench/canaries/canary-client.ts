import { request } from 'node:http';
import { WebSocket } from 'ws';
import type { CanaryScanner } from './canary-scanner.js';

export interface Asked {
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly extensions?: unknown;
}

export interface Told {
  readonly status: number;
  /** As JSON, where it is. */
  // oxlint-disable-next-line no-explicit-any
  readonly body: any;
}

export interface Sending {
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly method?: string;
}

/** A client that reads every byte that it is sent, headers and frames too. */
export class CanaryClient {
  constructor(
    private readonly url: URL,
    private readonly token: string,
    private readonly scanner: CanaryScanner,
  ) {}

  ask(asked: Asked, sending: Sending = {}): Promise<Told> {
    return this.send(JSON.stringify(asked), sending);
  }

  /** Any bytes as a body. */
  send(
    body: string | Buffer,
    { headers = {}, path = '/graphql', method = 'POST' }: Sending = {},
    sink = 'responses',
  ): Promise<Told> {
    const given = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', ...headers };
    const target = { host: this.url.hostname, port: this.url.port, path, method, headers: given, agent: false };
    return new Promise((resolve, reject) => {
      const sent = request(target, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks);
          this.scanner.scan(sink, `${response.statusMessage} ${response.rawHeaders.join('\n')}`);
          this.scanner.scan(sink, text);
          resolve({ status: response.statusCode ?? 0, body: parsed(text) });
        });
      });
      sent.on('error', reject);
      sent.setTimeout(30_000, () => sent.destroy(new Error('No answer in 30 s.')));
      // As bytes: beside text Node would write the headers as UTF-8.
      sent.end(Buffer.from(body as string));
    });
  }

  /** An operation over server-sent events, to its end. */
  stream(asked: Asked, { headers = {} }: Sending = {}): Promise<Told> {
    return this.send(JSON.stringify(asked), { headers: { accept: 'text/event-stream', ...headers } }, 'event streams');
  }

  /** One operation over a WebSocket of its own. */
  async socket(asked: Asked, params: Readonly<Record<string, unknown>> = {}, tokenInParams = true): Promise<void> {
    const socket = new WebSocket(`ws://${this.url.host}/graphql`, 'graphql-transport-ws');
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => (socket.terminate(), reject(new Error('No end in 30 s.'))), 30_000);
      const end = () => (clearTimeout(late), socket.close(), resolve());
      const payload = tokenInParams ? { authorization: `Bearer ${this.token}`, ...params } : params;
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
      socket.on('error', reject);
      socket.on('close', (_code, reason) => (this.scanner.scan('sockets', reason), end()));
      socket.on('message', (data: Buffer) => {
        this.scanner.scan('sockets', data);
        const { type } = JSON.parse(data.toString()) as { type: string };
        if (type === 'connection_ack') socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: asked }));
        if (type === 'complete' || type === 'error') end();
      });
    });
  }
}

function parsed(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString());
  } catch {
    return undefined;
  }
}
