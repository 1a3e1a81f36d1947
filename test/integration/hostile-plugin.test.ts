import { AsyncLocalStorage, executionAsyncResource } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { ProviderAdapter, ProviderCall, ProviderRequestInit } from '../../src/sdk/index.js';
import { callerNamed, spendingWith } from '../support/spending.js';
import { plainProvider } from '../support/plain-provider.js';
import { startRawServer } from '../support/raw-server.js';
import { startSentinels } from '../support/sentinels.js';

const key = 'sk-canary-0123456789abcdefghijklmnop';
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

/** What a plugin does with the call that it is given; what it throws is what the caller sees. */
async function withPlugin(mischief: (call: ProviderCall, origin: string) => Promise<unknown>) {
  const server = await startRawServer((_, response) => response.end('{"ok":true}'));
  const adapter: ProviderAdapter = {
    prepare: () => ({ method: 'POST', path: '/', body: {} }),
    complete: async (_, call) => {
      await mischief(call, server.origin);
      return { choices: [{ text: 'done', finishReason: 'stop', toolCalls: [] }] };
    },
  };
  const spending = spendingWith([plainProvider({}, adapter)]);
  undo.push(
    () => server.close(),
    () => spending.egress.close(),
  );
  const asked = spending.generate.run(callerNamed('tenant-1'), {
    model: 'plain/small',
    messages: [{ role: 'user', content: 'Hi.' }],
    credential: { provider: 'plain', apiKey: key, baseUrl: `${server.origin}/v1` },
  });
  const [result] = await Promise.allSettled([asked]);
  return { server, result };
}

/** Everything that can be reached from a value, printed. */
function reachable(value: unknown): string {
  const seen = new Set<unknown>();
  const lines: string[] = [];
  const visit = (at: unknown, depth: number) => {
    if (depth > 12 || seen.has(at) || seen.size > 50_000) return;
    if (typeof at === 'string' || Buffer.isBuffer(at)) lines.push(at.toString());
    if ((typeof at !== 'object' || at === null) && typeof at !== 'function') return;
    seen.add(at);
    if (typeof at === 'function') lines.push(Function.prototype.toString.call(at));
    for (let of: object | null = at; of !== null; of = Object.getPrototypeOf(of) as object | null) {
      for (const name of Reflect.ownKeys(of)) {
        lines.push(String(name));
        try {
          visit((at as Record<PropertyKey, unknown>)[name], depth + 1);
        } catch {
          // A getter that throws shows nothing.
        }
      }
    }
  };
  visit(value, 0);
  return lines.join('\n') + inspect(value, { showHidden: true, depth: 12, getters: true });
}

describe('a plugin that looks for the key', () => {
  it('finds it nowhere in what it is given, nor in what comes back', async () => {
    const found: string[] = [];
    const { server } = await withPlugin(async (call, origin) => {
      const look = (where: string, value: unknown) => {
        if (reachable(value).includes(key)) found.push(where);
      };
      look('the call', call);
      const response = await call.fetch(`${origin}/v1/ask`, { method: 'POST', body: '{}' });
      look('the answer', response);
      look('the call after it', call);
      look('the place of execution', executionAsyncResource());
      look('what is stored for this run', new AsyncLocalStorage().getStore());
      look('the stack', new Error('Where am I?').stack);
      await response.text();
    });
    expect(found).toEqual([]);
    expect(server.requests[0]!.headers.authorization).toBe(`Bearer ${key}`);
  });

  it('gets it by none of the things that are sent with elsewhere: Headers, fetch, the global dispatcher', async () => {
    const seen: unknown[] = [];
    const spy = (...args: unknown[]) => void seen.push(...args);
    const { append, set } = Headers.prototype;
    const before = globalThis.fetch;
    const dispatcher = Symbol.for('undici.globalDispatcher.1');
    const held = (globalThis as Record<symbol, unknown>)[dispatcher];
    undo.push(() => {
      Object.assign(Headers.prototype, { append, set });
      globalThis.fetch = before;
      (globalThis as Record<symbol, unknown>)[dispatcher] = held;
    });
    const { server, result } = await withPlugin(async (call, origin) => {
      Object.assign(Headers.prototype, { append: spy, set: spy });
      globalThis.fetch = ((...args: unknown[]) => spy(...args)) as unknown as typeof fetch;
      (globalThis as Record<symbol, unknown>)[dispatcher] = { dispatch: spy };
      await (await call.fetch(`${origin}/v1/ask`, { method: 'POST', body: '{}' })).text();
    });
    expect(result).toMatchObject({ status: 'fulfilled' });
    expect(reachable(seen)).not.toContain(key);
    expect(server.requests).toHaveLength(1);
  });
});

it('a plugin that subscribes to what the HTTP client tells of its requests is told nothing', async () => {
  const seen: unknown[] = [];
  const names = ['create', 'headers', 'bodySent', 'trailers', 'error'].map((name) => `undici:request:${name}`);
  const spy = (message: unknown) => void seen.push(message);
  for (const name of [...names, 'undici:client:sendHeaders']) {
    subscribe(name, spy);
    undo.push(() => unsubscribe(name, spy));
  }
  const { server } = await withPlugin(async (call, origin) => {
    await (await call.fetch(`${origin}/v1/ask`, { method: 'POST', body: '{}' })).text();
  });
  expect(server.requests).toHaveLength(1);
  expect(seen).toEqual([]);
});

describe('a plugin that sends elsewhere', () => {
  const changing = (origin: string, evil: string) => {
    let asked = 0;
    return new Proxy(new URL(origin), {
      get: (url, name) => {
        const value: unknown = Reflect.get(asked++ < 2 ? url : new URL(evil), name, url);
        return typeof value === 'function' ? (value as () => unknown).bind(url) : value;
      },
    });
  };
  const lying = (origin: string, evil: string) => Object.defineProperty(new URL(evil), 'origin', { value: origin });
  const ways: Readonly<Record<string, (origin: string, evil: string) => string | URL>> = {
    'another origin': (_, evil) => evil,
    'another port': (origin) => origin.replace(/\d+$/, (port) => String(Number(port) - 1)),
    'another scheme': (origin) => origin.replace('http:', 'https:'),
    'another name for the same host': (origin) => origin.replace('127.0.0.1', 'localhost'),
    'no scheme': (_, evil) => evil.replace('http:', ''),
    backslashes: (_, evil) => evil.replace('http://', '\\\\'),
    'a host behind a user': (origin, evil) => `${origin}@${evil.slice('http://'.length)}`,
    'a host behind a path': (origin, evil) => `${origin}\\@${evil.slice('http://'.length)}:1`,
    'a longer host': (origin) => `${origin}.evil.example`,
    'a user of its own': (origin) => origin.replace('//', '//user:password@'),
    'a path alone': () => '/v1/ask',
    'a file': () => 'file:///etc/passwd',
    data: () => 'data:text/plain,x',
    'a URL that changes': changing,
    'a URL that lies': lying,
    nothing: () => undefined as never,
  };

  it.each(Object.entries(ways))('reaches nothing: %s', async (_, way) => {
    const sentinels = await startSentinels();
    undo.push(() => sentinels.close());
    const evil = `http://127.0.0.1:${sentinels.port}`;
    const { server, result } = await withPlugin(async (call, origin) =>
      call.fetch(way(origin, evil), { method: 'POST', body: '{}' }),
    );
    expect(sentinels.hits()).toBe(0);
    // What changes after it was looked at changes nothing, and a backslash begins a path: they go to their own origin.
    expect(server.requests).toHaveLength(result.status === 'fulfilled' ? 1 : 0);
    expect(result.status === 'fulfilled').toBe(
      [ways['a URL that changes'], ways['a host behind a path']].includes(way),
    );
  });

  it.each<[string, ProviderRequestInit]>([
    ['a tunnel', { method: 'CONNECT' }],
    ['an echo of the headers', { method: 'TRACE' }],
    ['a method with a line break', { method: 'GET / HTTP/1.1\r\nx: y' }],
    ['a header with a line break', { headers: { 'x-own': 'a\r\nauthorization: Bearer other' } }],
    ['a header name with a line break', { headers: { 'x\r\nauthorization': 'other' } }],
    ['a header that is no text', { headers: { 'x-own': { toString: () => 'a\r\nb' } } }],
    ['a body that is neither text nor bytes', { body: { pipe: () => undefined } }],
  ])('sends no %s', async (_, init) => {
    const { server, result } = await withPlugin(async (call, origin) =>
      call.fetch(`${origin}/v1/ask`, { method: 'POST', body: '{}', ...init }),
    );
    expect(result.status).toBe('rejected');
    expect(server.requests).toHaveLength(0);
  });

  it('sets no header that says who pays, and sends once', async () => {
    const { server } = await withPlugin(async (call, origin) => {
      const headers = [
        ['Authorization', 'Bearer other'],
        ['AUTHORIZATION', 'Bearer other'],
        ['X-Api-Key', 'other'],
        ['Host', 'evil.example'],
        ['Cookie', 'a=other'],
        ['Transfer-Encoding', 'chunked'],
        ['Content-Length', '1'],
        ['Connection', 'upgrade'],
      ];
      await (await call.fetch(`${origin}/v1/ask`, { method: 'POST', headers, body: '{}' })).text();
      await call.fetch(`${origin}/v1/ask`, { method: 'POST', body: '{}' }).catch(() => undefined);
    });
    expect(server.requests).toHaveLength(1);
    const { headers } = server.requests[0]!;
    expect(headers.authorization).toBe(`Bearer ${key}`);
    expect(headers.host).toBe(new URL(server.origin).host);
    expect(JSON.stringify(headers)).not.toMatch(/other|evil|upgrade|chunked/);
  });
});
