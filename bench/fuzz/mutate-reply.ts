import type { SeededRandom } from '../../src/optimization/seeded-random.js';
import { bytesOf, contentTypeOf, type AuditReply } from '../../src/sdk/audits/audit-reply.js';
import { mutateJson } from './mutate-json.js';

const statuses = [200, 200, 200, 201, 204, 400, 401, 403, 404, 408, 413, 422, 429, 498, 500, 502, 503, 504, 529, 599];
const contentTypes = [
  'application/json',
  'text/event-stream',
  'text/event-stream; charset=utf-8',
  'application/x-ndjson',
  'application/vnd.amazon.eventstream',
  'text/html',
  'TEXT/PLAIN',
  '',
];
const headerValues = ['0', '-1', '1e9', 'soon', 'Wed, 21 Oct 2099 07:28:00 GMT', '7', '', 'x'.repeat(5_000)];
const headerNames = ['retry-after', 'retry-after-ms', 'x-request-id', 'request-id', 'x-ratelimit-reset-requests'];
const scraps = [
  '\0',
  '\r',
  '\n\n',
  'data:',
  'data: [DONE]\n\n',
  'event: error\n',
  '}',
  '{',
  '"',
  '\\',
  '\uFEFF',
  'é',
  '👋',
  ',',
];

/** A reply as no provider should send it, and some do. */
export function mutateReply(reply: AuditReply, others: readonly AuditReply[], random: SeededRandom): AuditReply {
  const one = <T>(items: readonly T[]): T => items[random.below(items.length)]!;
  const headers: Record<string, string> = { 'content-type': contentTypeOf(reply), ...reply.headers };
  let status = reply.status ?? 200;
  let body = bytesOf(reply);
  for (let times = 1 + random.below(3); times > 0; times -= 1) {
    const kind = random.below(12);
    if (kind === 0) status = one(statuses);
    else if (kind === 1) headers['content-type'] = one(contentTypes);
    else if (kind === 2) headers[one(headerNames)] = one(headerValues);
    else if (kind <= 7) body = withOtherJson(body, random);
    else if (kind === 8) body = withOtherLines(body, random);
    else if (kind === 9) body = spliced(body, bytesOf(one(others)), random);
    else body = withOtherBytes(body, random, one);
  }
  return { status, headers, body };
}

/** Changes values within: of the whole, or of one of the lines of a stream. */
function withOtherJson(body: Uint8Array, random: SeededRandom): Uint8Array {
  const text = new TextDecoder().decode(body);
  const whole = parsed(text);
  if (whole !== undefined) return encode(JSON.stringify(mutateJson(whole, random)));
  const lines = text.split('\n');
  const holding = lines.flatMap((line, at) => (line.includes('{') ? [at] : []));
  if (holding.length === 0) return body;
  const at = holding[random.below(holding.length)]!;
  const start = lines[at]!.indexOf('{');
  const value = parsed(lines[at]!.slice(start));
  if (value === undefined) return body;
  lines[at] = lines[at]!.slice(0, start) + JSON.stringify(mutateJson(value, random));
  return encode(lines.join('\n'));
}

/** Drops, doubles or swaps lines, as a proxy or a lost event would. */
function withOtherLines(body: Uint8Array, random: SeededRandom): Uint8Array {
  const lines = new TextDecoder().decode(body).split('\n');
  const [at, other] = [random.below(lines.length), random.below(lines.length)];
  const way = random.below(3);
  if (way === 0) lines.splice(at, 1 + random.below(3));
  else if (way === 1) lines.splice(at, 0, lines[other]!, '');
  else [lines[at], lines[other]] = [lines[other]!, lines[at]!];
  return encode(lines.join('\n'));
}

function spliced(body: Uint8Array, other: Uint8Array, random: SeededRandom): Uint8Array {
  const [at, from] = [random.below(body.length + 1), random.below(other.length + 1)];
  return Buffer.concat([body.subarray(0, at), other.subarray(from)]);
}

function withOtherBytes(body: Uint8Array, random: SeededRandom, one: <T>(items: readonly T[]) => T): Uint8Array {
  const at = random.below(body.length + 1);
  const way = random.below(4);
  if (way === 0) return body.slice(0, at);
  if (way === 1) return Buffer.concat([body.subarray(0, at), body.subarray(at + 1 + random.below(20))]);
  if (way === 2) return Buffer.concat([body.subarray(0, at), encode(one(scraps)), body.subarray(at)]);
  const changed = Uint8Array.from(body);
  if (changed.length > 0) changed[at % changed.length] = random.below(256);
  return changed;
}

const encode = (text: string) => new TextEncoder().encode(text);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
