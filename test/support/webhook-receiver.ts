import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject, JsonValue } from '../../src/sdk/index.js';

export interface Delivery {
  readonly id: string;
  readonly signature: string | undefined;
  readonly text: string;
  readonly body: {
    readonly exampleId: string;
    readonly inputs: JsonObject;
    readonly expected: JsonValue;
    readonly output: string;
  };
}

export interface WebhookReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as it is where it is text. */
  readonly body?: unknown;
}

export interface WebhookReceiver {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  close(): Promise<void>;
}

/** A customer's own scorer over real HTTP; `reply` is asked for each delivery, counted from 1. 'hang' never answers. */
export async function startWebhookReceiver(
  reply: (delivery: Delivery, n: number) => WebhookReply | 'hang',
): Promise<WebhookReceiver> {
  const deliveries: Delivery[] = [];
  const server = createServer((request, response) => void handle(request, response));
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let text = '';
    for await (const piece of request.setEncoding('utf8')) text += piece;
    const header = (name: string) => request.headers[name] as string | undefined;
    const body = JSON.parse(text) as Delivery['body'];
    const delivery = { id: header('x-byom-delivery') ?? '', signature: header('x-byom-signature'), text, body };
    deliveries.push(delivery);
    const answer = reply(delivery, deliveries.length);
    if (answer === 'hang') return;
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/score`,
    deliveries,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** As a receiver checks it: by its own secret, and not older than a minute. */
export function isSigned({ signature, text }: Delivery, secret: string): boolean {
  const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature ?? '') ?? [];
  const right = createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex');
  return given === right && Math.abs(Date.now() / 1000 - Number(seconds)) < 60;
}
