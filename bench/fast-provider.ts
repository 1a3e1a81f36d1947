import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A chat-completions endpoint that costs next to nothing, run as a process of its own (`node fast-provider.js DELAY_MS`):
 * a constant answer after the delay, or twenty chunks where a stream is asked for. Prints its port.
 */
const delay = Number(process.argv[2] ?? 0);
const answer = Buffer.from(
  JSON.stringify({
    id: 'chatcmpl-bench',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'gpt-4o-mini',
    choices: [
      { index: 0, message: { role: 'assistant', content: 'lorem ipsum dolor '.repeat(40) }, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: 120, completion_tokens: 160, total_tokens: 280 },
  }),
);
const event = (value: object) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-bench', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'gpt-4o-mini', ...value })}\n\n`;
const first = Buffer.from(
  event({ choices: [{ index: 0, delta: { role: 'assistant', content: 'lorem ' }, finish_reason: null }] }),
);
const rest = Buffer.from(
  Array.from({ length: 19 }, () =>
    event({ choices: [{ index: 0, delta: { content: 'ipsum ' }, finish_reason: null }] }),
  ).join('') +
    event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }) +
    event({ choices: [], usage: { prompt_tokens: 120, completion_tokens: 20, total_tokens: 140 } }) +
    'data: [DONE]\n\n',
);

const server = http.createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => void reply(Buffer.concat(pieces).includes('"stream":true'), response));
});

async function reply(stream: boolean, response: http.ServerResponse): Promise<void> {
  if (delay > 0) await sleep(delay);
  if (!stream) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(first);
  await sleep(5);
  response.end(rest);
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as { port: number }).port}\n`);
});
