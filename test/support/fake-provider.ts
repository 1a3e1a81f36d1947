import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anthropicMessages } from './fake-anthropic-messages.js';
import { chatCompletions } from './fake-chat-completions.js';
import type { FakeAnswer, FakeDialect, FakeMessage } from './fake-dialect.js';
import { ollamaChat, ollamaFacts } from './fake-ollama-chat.js';
import { refusal } from './fake-refusals.js';

/** What goes wrong with a reply; a status stands for an error reply in the dialect's own shape. */
export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  /** Takes the request and never answers. */
  | 'hang'
  /** Closes the socket before a byte of the answer. */
  | 'cut'
  /** Closes the socket in the middle of the answer. */
  | 'cut-stream'
  /** Begins to stream (or to send) and then sends nothing more. */
  | 'stall-stream'
  /** A page with status 200. */
  | 'html'
  /** The JSON value null with status 200. */
  | 'null'
  /** No body at all, with status 200. */
  | 'empty'
  /** JSON that ends too early, or a stream that ends without its finish. */
  | 'truncated'
  /** An error body with status 200. */
  | 'error-200'
  /** A stream that begins well and then carries an error event. */
  | 'error-in-stream'
  /** A reply without choices. */
  | 'no-choices'
  /** An endless body. */
  | 'flood'
  /** Points to another origin. */
  | 'redirect';

export interface FakeProviderOptions {
  readonly dialect: FakeDialect;
  /** `user` content is echoed where left out. */
  readonly answer?: (request: {
    messages: FakeMessage[];
    body: any;
  }) => string | FakeAnswer | Promise<string | FakeAnswer>;
  readonly latencyMs?: number | (() => number);
  /** Asked for each request, counted from 1. */
  readonly fault?: (n: number, body: any) => undefined | Fault;
  /** Refuses what the real API refuses, authentication left out included. */
  readonly strict?: boolean;
  /** Beside those of the dialect, in each reply. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** Pause between the pieces of a stream. */
  readonly pieceDelayMs?: number;
  /** Ollama only: tokens of the window; messages that do not fit are dropped silently from the front. */
  readonly contextTokens?: number;
}

export interface FakeRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: any;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface FakeProvider {
  /** The base URL to register with. */
  readonly url: string;
  readonly origin: string;
  readonly requests: readonly FakeRequest[];
  inFlight(): number;
  close(): Promise<void>;
}

const basePaths: Record<FakeDialect, string> = {
  openai: '/v1',
  anthropic: '',
  groq: '/openai/v1',
  baseten: '/v1',
  ollama: '',
  compatible: '/v1',
};

/** A provider over real HTTP, with replies of the shapes that the real one sends. */
export async function startFakeProvider(options: FakeProviderOptions): Promise<FakeProvider> {
  const requests: FakeRequest[] = [];
  const open = new Set<ServerResponse>();
  const dialect =
    { anthropic: anthropicMessages, ollama: ollamaChat }[options.dialect as string] ?? chatCompletions(options.dialect);
  const headersOf = (id: string) => ({ ...dialect.headers(id), ...options.headers?.() });
  const path =
    basePaths[options.dialect] +
    ({ anthropic: '/v1/messages', ollama: '/api/chat' }[options.dialect as string] ?? '/chat/completions');

  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    let text = '';
    for await (const piece of incoming.setEncoding('utf8')) text += piece;
    let body: any;
    try {
      body = JSON.parse(text);
    } catch {
      body = undefined;
    }
    const facts =
      options.dialect === 'ollama' ? ollamaFacts(incoming.url ?? '', body?.model, options.contextTokens) : undefined;
    if (facts !== undefined) return sendJson(response, 200, facts, {});
    requests.push({ path: incoming.url ?? '', headers: incoming.headers, body, at: Date.now() });
    const fault = options.fault?.(requests.length, body);
    const wait = typeof options.latencyMs === 'function' ? options.latencyMs() : (options.latencyMs ?? 0);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const id = `fake-${requests.length}`;
    if (fault === 'hang') return;
    if (fault === 'cut') return void response.socket?.destroy();
    if (fault === 'html')
      return send(response, 200, { 'content-type': 'text/html' }, '<html><body>Bad gateway</body></html>');
    if (fault === 'null') return send(response, 200, { 'content-type': 'application/json' }, 'null');
    if (fault === 'empty') return send(response, 200, { 'content-type': 'application/json' }, '');
    if (fault === 'flood') return flood(response);
    if (fault === 'redirect') return send(response, 307, { location: 'http://127.0.0.1:9/elsewhere' }, '');
    if (fault === 'error-200') return sendJson(response, 200, dialect.error(500, undefined, id), headersOf(id));
    if (typeof fault === 'object') {
      const errorBody = 'body' in fault ? fault.body : dialect.error(fault.status, undefined, id);
      const headers = { ...headersOf(id), ...fault.headers };
      return typeof errorBody === 'string'
        ? send(response, fault.status, headers, errorBody)
        : sendJson(response, fault.status, errorBody, headers);
    }
    const refused =
      body === undefined || incoming.method !== 'POST' || (incoming.url ?? '').split('?')[0] !== path
        ? { status: incoming.url?.split('?')[0] === path ? 400 : 404, message: 'Not a request this API takes.' }
        : options.strict
          ? refusal(options.dialect, body, incoming.headers)
          : undefined;
    if (refused) {
      return sendJson(
        response,
        refused.status,
        refused.body ?? dialect.error(refused.status, refused, id),
        headersOf(id),
      );
    }
    const kept = dropped(options, dialect.messages(body));
    const answered = options.answer
      ? await options.answer({ messages: kept, body })
      : (kept.findLast((message) => message.role === 'user')?.content ?? '');
    const answer: FakeAnswer = typeof answered === 'string' ? { text: answered } : answered;
    const input =
      answer.usage?.input ?? Math.ceil(kept.reduce((sum, message) => sum + message.content.length, 0) / 4) + 3;
    const reply = { id, body, answer, input, fault };
    if (!body.stream) {
      const whole = JSON.stringify(fault === 'no-choices' ? dialect.emptyReply(reply) : dialect.reply(reply));
      const headers = { 'content-type': 'application/json', ...headersOf(id) };
      if (fault === 'truncated') return send(response, 200, headers, whole.slice(0, -Math.ceil(whole.length / 3)));
      if (fault === 'cut-stream' || fault === 'stall-stream') {
        response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(whole) });
        response.write(whole.slice(0, whole.length / 2));
        if (fault === 'cut-stream') setTimeout(() => response.destroy(), 5);
        return;
      }
      return send(response, 200, headers, whole);
    }
    const type = options.dialect === 'ollama' ? 'application/x-ndjson' : 'text/event-stream';
    response.writeHead(200, { 'content-type': type, ...headersOf(id) });
    const events = dialect.events(reply);
    const until = fault === undefined || fault === 'no-choices' ? events.length : Math.ceil(events.length / 2);
    for (const event of fault === 'no-choices' ? events.slice(-1) : events.slice(0, until)) {
      response.write(event);
      if (options.pieceDelayMs) await new Promise((resolve) => setTimeout(resolve, options.pieceDelayMs));
      if (response.destroyed) return;
    }
    if (fault === 'stall-stream') return;
    if (fault === 'cut-stream') return void setTimeout(() => response.destroy(), 5);
    if (fault === 'error-in-stream') response.write(dialect.errorEvent(id));
    response.end();
  };

  const server = createServer((incoming, response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
    response.on('error', () => {});
    handle(incoming, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: origin + basePaths[options.dialect],
    origin,
    requests,
    inFlight: () => open.size,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function send(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: string): void {
  response.writeHead(status, headers);
  response.end(body);
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): void {
  send(response, status, { 'content-type': 'application/json', ...headers }, JSON.stringify(body));
}

function flood(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const piece = Buffer.alloc(65_536, 32);
  const more = () => {
    while (!response.destroyed && response.write(piece));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}

/** As Ollama does: system messages and the last message stay, others go silently from the front. */
function dropped(options: FakeProviderOptions, messages: FakeMessage[]): FakeMessage[] {
  if (options.dialect !== 'ollama' || options.contextTokens === undefined) return messages;
  const kept = [...messages];
  const size = () => kept.reduce((sum, message) => sum + message.content.length, 0) / 4;
  while (size() > options.contextTokens) {
    const first = kept.findIndex((message, index) => message.role !== 'system' && index < kept.length - 1);
    if (first < 0) break;
    kept.splice(first, 1);
  }
  return kept;
}
