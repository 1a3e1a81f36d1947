import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditedPlugin } from '../../src/sdk/audits/audited-plugin.js';
import { bytesOf, contentTypeOf, type AuditReply } from '../../src/sdk/audits/audit-reply.js';
import type { LoadedProvider } from '../../src/plugin-loader/provider-registry.js';
import { normalizeDefinition } from '../../src/plugin-loader/normalize-definition.js';
import { ByomError, ProviderError } from '../../src/sdk/index.js';
import type { GenerateInput } from '../../src/use-cases/generate-input.js';
import type { GenerationEvent } from '../../src/use-cases/generation.js';
import { callerNamed, spendingWith, type Spending } from '../support/spending.js';
import { credentialFor } from '../support/loaded-built-ins.js';
import { everyPlugin } from '../support/every-plugin.js';
import { plainProvider } from '../support/plain-provider.js';
import { startRawServer, type RawServer } from '../support/raw-server.js';

const key = 'sk-canary-0123456789abcdefghijklmnop';
const half = key.length / 2;
/** More than half of the key in a row, at any place. */
const pieces = Array.from({ length: half }, (_, at) => key.slice(at, at + half + 1));
const leaks = (seen: string): string[] => pieces.filter((piece) => seen.includes(piece));
/** As JSON may spell any text, so that no search of the bytes finds it. */
const escaped = key
  .split('')
  .map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
  .join('');

const plugins = await everyPlugin();
/** What is answered below each address: every request has one of its own. */
const answers = new Map<string, AuditReply>();
let upstream: RawServer;
let spending: Spending;
/** One each, so that no refusal makes another wait. */
const caller = () => callerNamed(`tenant-${asked}`);

beforeAll(async () => {
  upstream = await startRawServer((request, response) => {
    const reply = answers.get(request.url!.split('/')[1]!)!;
    response.writeHead(reply.status ?? 200, { 'content-type': contentTypeOf(reply), ...reply.headers });
    response.end(bytesOf(reply));
  });
  const loaded = plugins.map(({ definition }): LoadedProvider => {
    const adapter = definition.connect({ resolve: () => undefined as never });
    return { definition: normalizeDefinition(definition, '1.0.0'), source: 'built-in', location: 'test', adapter };
  });
  spending = spendingWith(loaded, { deadlineMs: 20_000 });
});
afterEach(() => expect(leaks(spending.logged.join('\n'))).toEqual([]));
afterAll(async () => {
  await spending.egress.close();
  await upstream.close();
});

let asked = 0;
const answered = (reply: AuditReply): string => {
  answers.set(`at${++asked}`, reply);
  return `at${asked}`;
};
const inputOf = ({ definition, conformance }: AuditedPlugin, model: string, reply: AuditReply): GenerateInput => ({
  model: `${definition.id}/${model}`,
  messages: [{ role: 'user', content: 'Say hello.' }],
  credential: {
    provider: definition.id,
    baseUrl: `${upstream.origin}/${answered(reply)}`,
    ...credentialFor(normalizeDefinition(definition, '1.0.0')),
    ...(Object.keys(conformance.fields ?? {}).length > 0 && { fields: { ...conformance.fields } }),
  },
});

/** Everything of an error that anybody may print. */
function spelled(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 5) return JSON.stringify(error) ?? String(error);
  const failure = ProviderError.is(error) ? JSON.stringify(error.failure) : '';
  const details = ByomError.is(error) ? JSON.stringify(error.details) : '';
  return `${error.message} ${error.stack} ${failure} ${details} ${spelled(error.cause, depth + 1)}`;
}
const outcome = (work: Promise<unknown>): Promise<string> => work.then((value) => JSON.stringify(value), spelled);
const whole = (plugin: AuditedPlugin, reply: AuditReply) => {
  const input = inputOf(plugin, plugin.modelWith(), reply);
  return outcome(spending.generate.run(caller(), input));
};

async function streamed(plugin: AuditedPlugin, reply: AuditReply, told: GenerationEvent[] = []): Promise<string> {
  const input = { ...inputOf(plugin, plugin.modelWith('streaming'), reply), idempotencyKey: `once-${asked}` };
  const read = async () => {
    for await (const event of spending.generate.stream(caller(), input)) told.push(event);
    return told;
  };
  return outcome(read());
}
/** What the pieces make together. */
const joined = (told: readonly GenerationEvent[]): string =>
  told.flatMap(({ delta = {} }) => Object.values(delta).filter((piece) => typeof piece === 'string')).join('');

const textOf = (body: AuditReply['body']) => (typeof body === 'string' ? body : JSON.stringify(body));
/** Beside each text of a value, the key. */
const salted = (body: AuditReply['body']): string =>
  textOf(body).replaceAll(/"((?:[^"\\]|\\.)*)"(?!\s*:)/g, (_, text: string) => `"${text}${escaped}"`);

const types = (given: AuditReply) => ({
  ...given,
  headers: { 'content-type': contentTypeOf(given), ...given.headers },
});

describe.each(plugins.map((plugin) => [plugin.definition.id, plugin] as const))('what %s sends back', (id, plugin) => {
  const { replies } = plugin;

  it('shows the key in no answer, nor in what is told of it', async () => {
    for (const spelling of [key, escaped]) {
      const body = textOf(replies.whole.body).replaceAll('Grüße, Welt!', `It is ${spelling}.`);
      const seen = await whole(plugin, { ...types(replies.whole), body });
      expect([id, leaks(seen)]).toEqual([id, []]);
      expect(seen).toContain('It is [redacted].');
    }
    const everywhere = { ...types(replies.whole), body: salted(replies.whole.body) };
    const headers = { ...everywhere.headers, 'x-request-id': key, 'request-id': key, server: key };
    expect(leaks(await whole(plugin, { ...everywhere, headers }))).toEqual([]);
  });

  it('shows the key in no call of a tool', async () => {
    const calls = replies.tools?.calls;
    if (calls === undefined) return;
    const body = textOf(calls.body).replaceAll('Paris', escaped).replaceAll('get_weather', escaped);
    expect(leaks(await whole(plugin, { ...types(calls), body }))).toEqual([]);
  });

  const { streamed: stream } = replies;
  if (stream === undefined || typeof stream.body !== 'string') return;
  it('shows no key that is split over the pieces of a stream', async () => {
    const text = stream.body as string;
    for (const at of [1, half, key.length - 1]) {
      const body = text
        .replace(/:\s*", "/, ':""')
        .replace(/Grüße(, )?/, `It is ${key.slice(0, at)}`)
        .replace(/(, )?Welt!/, `${key.slice(at)}.`);
      const told: GenerationEvent[] = [];
      const seen = await streamed(plugin, { ...types(stream), body }, told);
      expect([id, leaks(seen)]).toEqual([id, []]);
      expect(seen).toContain('It is [redacted].');
      expect(joined(told)).toMatch(/^It is \[redacted\]\./);
    }
  });
});

it('no refusal of any of them shows the key', async () => {
  // All at once, since some of them make whoever reads them wait.
  const refused = plugins.flatMap((plugin) =>
    plugin.replies.errors
      .map(({ reply }) => reply)
      .filter(({ body }) => !(body instanceof Uint8Array))
      .map(async (refusal) => {
        const headers = { ...types(refusal).headers, 'x-request-id': key, 'retry-after': '0' };
        const seen = await whole(plugin, { ...refusal, headers, body: salted(refusal.body) });
        return [plugin.definition.id, leaks(seen)] as const;
      }),
  );
  expect((await Promise.all(refused)).filter(([, leaked]) => leaked.length > 0)).toEqual([]);
  expect(refused.length).toBeGreaterThan(200);
}, 120_000);

it('a key that is split over two events anywhere, or told sign by sign, is told to nobody', async () => {
  const plugin = plugins.find(({ definition }) => definition.id === 'openai-compatible')!;
  const event = (delta: object, finish: string | null = null) =>
    `data: ${JSON.stringify({ id: 'x', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const events = (texts: readonly string[], field: string) =>
    [...texts.map((text) => event({ [field]: text })), event({ content: ' Done.' }), event({}, 'stop')].join('');
  const cuts = [
    ...Array.from({ length: key.length - 1 }, (_, at) => [key.slice(0, at + 1), key.slice(at + 1)]),
    key.split(''),
    `Bearer ${key}`.split(''),
  ];
  for (const field of ['content', 'reasoning_content']) {
    for (const cut of cuts) {
      const headers = { 'content-type': 'text/event-stream' };
      const told: GenerationEvent[] = [];
      const body = `${events(['So: ', ...cut], field)}data: [DONE]\n\n`;
      const seen = await streamed(plugin, { headers, body }, told);
      expect(leaks(seen)).toEqual([]);
      expect(leaks(joined(told))).toEqual([]);
      expect(seen).toContain('[redacted]');
      expect(seen).toContain('Done.');
    }
  }
});

it('a plugin that passes on what a refusal says passes no key on', async () => {
  const own = spendingWith([plainProvider()]);
  const error = { code: `code-${escaped}`, type: `type-${escaped}` };
  const body = JSON.stringify({ error }).replaceAll('\\\\u', '\\u');
  expect(leaks(JSON.stringify(JSON.parse(body)))).not.toEqual([]);
  const baseUrl = `${upstream.origin}/${answered({ status: 400, body, headers: { 'x-request-id': 'r-1' } })}`;
  const input = { model: 'plain/small', messages: [{ role: 'user' as const, content: 'Hi.' }] };
  const credential = { provider: 'plain', apiKey: key, baseUrl };
  const seen = await outcome(own.generate.run(caller(), { ...input, credential }));
  await own.egress.close();
  expect(seen).toContain('r-1');
  expect(leaks(seen)).toEqual([]);
});
