import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sandboxAnswer } from '../../../plugins/sandbox/sandbox-model.js';
import type { JsonObject, JsonValue, Message } from '../../sdk/index.js';

export interface StandInProvider {
  /** The base URL to store with a credential. */
  readonly url: string;
  readonly origin: string;
  requests(): number;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<JsonObject> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text) as JsonObject;
}

const textOf = (content: JsonValue | undefined): string =>
  typeof content === 'string'
    ? content
    : Array.isArray(content)
      ? (content as readonly JsonObject[]).map((part) => textOf(part['text'])).join('')
      : '';

function messagesOf(body: JsonObject): Message[] {
  const turns = (Array.isArray(body['messages']) ? body['messages'] : []) as readonly JsonObject[];
  const system = textOf(body['system']);
  return [
    ...(system === '' ? [] : [{ role: 'system' as const, content: system }]),
    ...turns.map((turn) => ({
      role: turn['role'] === 'assistant' ? ('assistant' as const) : ('user' as const),
      content: textOf(turn['content']),
    })),
  ];
}

/**
 * Stands for Anthropic on this machine: speaks the Messages API over HTTP, refuses what that refuses of what the demo
 * sends, and answers with the sandbox's simulation.
 */
export async function startStandInProvider(): Promise<StandInProvider> {
  let count = 0;
  const server = createServer((request, response) => {
    const reply = (status: number, body: JsonObject) => {
      response.writeHead(status, { 'content-type': 'application/json', 'request-id': `req_stand_in_${count}` });
      response.end(JSON.stringify(body));
    };
    const refuse = (status: number, type: string, message: string) =>
      reply(status, { type: 'error', error: { type, message } });
    void bodyOf(request).then(
      (body) => {
        count++;
        const temperature = body['temperature'];
        if (request.method !== 'POST' || request.url?.split('?')[0] !== '/v1/messages')
          return refuse(404, 'not_found_error', 'Not found');
        if (request.headers.authorization === undefined && request.headers['x-api-key'] === undefined)
          return refuse(401, 'authentication_error', 'x-api-key header is required');
        if (typeof body['max_tokens'] !== 'number')
          return refuse(400, 'invalid_request_error', 'max_tokens: Field required');
        if (typeof temperature === 'number' && temperature > 1)
          return refuse(400, 'invalid_request_error', 'temperature: range: 0..1');
        if ('seed' in body) return refuse(400, 'invalid_request_error', 'seed: Extra inputs are not permitted');
        const messages = messagesOf(body);
        const text = sandboxAnswer({ messages });
        const tokens = (length: number) => Math.max(1, Math.ceil(length / 4));
        return reply(200, {
          id: `msg_stand_in_${count}`,
          type: 'message',
          role: 'assistant',
          model: body['model'] ?? '',
          content: [{ type: 'text', text }],
          stop_reason: 'end_turn',
          stop_sequence: null,
          usage: {
            input_tokens: tokens(messages.reduce((sum, message) => sum + message.content.length, 0)),
            cache_creation_input_tokens: 0,
            cache_read_input_tokens: 0,
            output_tokens: tokens(text.length),
          },
        });
      },
      () => refuse(400, 'invalid_request_error', 'The request body is not valid JSON'),
    );
  });
  server.listen(0, '127.0.0.1');
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: origin,
    origin,
    requests: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
