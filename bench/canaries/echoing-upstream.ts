import type { IncomingMessage, ServerResponse } from 'node:http';
import { startRawServer, type RawServer } from '../../test/support/raw-server.js';

/** What an upstream does with the key that it is sent; the last part of the model's name chooses it. */
export const manners = [
  'text',
  'forms',
  'header',
  'fields',
  'error',
  'masked-error',
  'error-in-200',
  'page',
  'redirect',
  'cut',
  'garbage',
  'tool-call',
  'unread',
] as const;
export const streamedManners = ['text', 'forms', 'split', 'error-in-stream', 'tool-call', 'cut'] as const;

/** On Linux every address of 127.0.0.0/8 is this machine. */
const everyLoopback = process.platform === 'linux' ? '0.0.0.0' : '127.0.0.1';

/** Another origin of the same upstream for each number: what fails at one is held back at that one alone. */
export const originOf = ({ port, origin }: RawServer, n: number): string =>
  process.platform === 'linux' ? `http://127.1.${n >> 8}.${n & 255}:${port}` : origin;

/** An OpenAI-like server that hands the key back in every way that has been seen, and some that have not. */
export async function startEchoingUpstream(): Promise<RawServer> {
  const upstream: RawServer = await startRawServer((request, response) => {
    const asked = upstream.requests.findLast(({ headers }) => headers === request.headers);
    answer(request, response, asked?.body ?? '');
  }, everyLoopback);
  return upstream;
}

/** Header values arrive as Latin-1. */
function keyOf({ headers }: IncomingMessage): string {
  const given = headers.authorization ?? headers['api-key'] ?? headers['x-gossip-key'] ?? '';
  return String(given).replace(/^Bearer /, '');
}

function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
  const asked = /"model":"([^"]*)"/.exec(body)?.[1] ?? '';
  const manner = /echo-([\w-]+)/.exec(asked + (request.url ?? ''))?.[1] ?? 'silence';
  const stream = body.includes('"stream":true') || (request.url ?? '').includes('stream');
  const key = keyOf(request);
  const said = manner === 'forms' ? formsOf(key) : `The key is ${key}, or ${key}.`;
  const json = (status: number, value: unknown, headers: Record<string, string> = {}) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-request-id': `req-${key.slice(0, 8)}`,
      ...headers,
    });
    response.end(JSON.stringify(value));
  };
  const failure = { error: { message: `Incorrect API key provided: ${said}`, type: key, code: key, param: key } };
  if ((request.url ?? '').endsWith('/converse'))
    return json(200, converse(manner === 'silence' || manner === 'slow' ? 'OK' : said));
  if (manner === 'hold') return;
  if (manner === 'slow') return void setTimeout(() => json(200, whole('OK')), 400);
  if (manner === 'header')
    return json(200, whole('OK'), { 'x-request-id': key, 'retry-after': '1', via: encodeURIComponent(key) });
  if (manner === 'error')
    return json(401, failure, { 'x-request-id': key, 'www-authenticate': `Bearer error="${key}"` });
  if (manner === 'masked-error') {
    const masked = `${key.slice(0, 8)}${'*'.repeat(12)}${key.slice(-4)}`;
    return json(401, {
      error: { message: `Incorrect API key provided: ${masked}.`, type: 'x', code: 'invalid_api_key' },
    });
  }
  if (manner === 'error-in-200') return json(200, failure);
  if (manner === 'unread') return json(500, failure, { 'x-ratelimit-reset': key });
  if (manner === 'redirect') return json(307, failure, { location: `http://127.0.0.1:9/${encodeURIComponent(key)}` });
  if (manner === 'page')
    return void response.writeHead(200, { 'content-type': 'text/html' }).end(`<html>${said}</html>`);
  if (manner === 'garbage') return void response.writeHead(200).end(`{"choices":[{"message":{"content":"${key}`);
  if (manner === 'cut' && !stream) {
    response.writeHead(200, { 'content-length': '100000' });
    response.write(`{"choices":[{"message":{"content":"${key}`);
    return void setTimeout(() => response.destroy(), 5);
  }
  if (stream) return streamed(response, manner, key, said);
  if (manner === 'fields')
    return json(200, { ...whole(key), id: key, model: key, system_fingerprint: key, service_tier: key });
  if (manner === 'tool-call') return json(200, whole('', key));
  return json(200, whole(manner === 'silence' ? 'OK' : said));
}

const usage = { prompt_tokens: 9, completion_tokens: 5, total_tokens: 14 };
const toolCall = (key: string) => [
  { index: 0, id: `call_${key}`, type: 'function', function: { name: 'look', arguments: JSON.stringify({ key }) } },
];

function whole(content: string, calledWith?: string) {
  const message = { role: 'assistant', content, ...(calledWith !== undefined && { tool_calls: toolCall(calledWith) }) };
  const finish = calledWith === undefined ? 'stop' : 'tool_calls';
  return {
    id: 'c',
    object: 'chat.completion',
    model: 'm',
    choices: [{ index: 0, message, finish_reason: finish }],
    usage,
  };
}

/** As Bedrock answers, who is asked under another address and never sees the key itself. */
const converse = (text: string) => ({
  output: { message: { role: 'assistant', content: [{ text }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 9, outputTokens: 5, totalTokens: 14 },
});

function streamed(response: ServerResponse, manner: string, key: string, said: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const event = (delta: object, finish: string | null = null) =>
    `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const pieces =
    manner === 'tool-call'
      ? [event({ tool_calls: toolCall(key) }), event({}, 'tool_calls')]
      : manner === 'error-in-stream'
        ? [
            event({ content: 'Well' }),
            `data: ${JSON.stringify({ error: { message: said, code: key, type: key } })}\n\n`,
          ]
        : manner === 'split'
          ? // As models speak: a few characters in each event.
            [...(said.match(/[\s\S]{1,3}/g) ?? []).map((content) => event({ content })), event({}, 'stop')]
          : [`: ${key}\n\n`, event({ content: said }), event({}, 'stop')];
  const tail = `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [], usage })}\n\ndata: [DONE]\n\n`;
  const bytes = Buffer.from(pieces.join('') + (manner === 'cut' || manner === 'error-in-stream' ? '' : tail));
  const cut = Math.floor(bytes.length / 2);
  response.write(bytes.subarray(0, cut));
  setTimeout(() => {
    if (manner === 'cut') response.destroy();
    else response.end(bytes.subarray(cut));
  }, 5);
}

/** As upstreams encode what they quote. */
function formsOf(key: string): string {
  const bytes = Buffer.from(key);
  return [
    encodeURIComponent(key),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    Buffer.from(`Bearer ${key}`).toString('base64'),
    Buffer.from(`x:${key}`).toString('base64'),
    bytes.toString('hex'),
    JSON.stringify({ key }),
  ].join(' ');
}
