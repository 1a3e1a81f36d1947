import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AllowedEndpoints } from '../../src/egress/allowed-endpoints.js';
import { EndpointPolicy, type ResolveName } from '../../src/egress/endpoint-policy.js';
import { GuardedEgress, type AttemptRoute, type EgressLimits } from '../../src/egress/guarded-egress.js';
import type { Auth, ProviderFetch } from '../../src/sdk/index.js';
import { startRawServer, type RawServer } from '../support/raw-server.js';

const secret = 'sk-canary-0123456789abcdefghijklmnop';
const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function serve(listener: RequestListener): Promise<RawServer> {
  const server = await startRawServer(listener);
  undo.push(server.close);
  return server;
}

interface Setting extends EgressLimits {
  readonly allow?: readonly string[];
  readonly resolve?: ResolveName;
}
function egressWith({ allow = ['127.0.0.0/8'], resolve, ...limits }: Setting = {}): GuardedEgress {
  const egress = new GuardedEgress(new EndpointPolicy(new AllowedEndpoints(allow), resolve), limits);
  undo.push(() => egress.close());
  return egress;
}
function route(origin: string, auth: Auth = { kind: 'bearer' }, signal = new AbortController().signal): AttemptRoute {
  return { credential: { origin, secret: { openForEgress: () => secret } }, auth, signal };
}
const post = (fetch: ProviderFetch, url: string, headers?: unknown) =>
  fetch(url, { method: 'POST', headers, body: '{"a":1}' });
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable?.('it did not fail'),
    (error: Error & { code: string; notSent?: boolean }) => error,
  );

describe('a request', () => {
  it('carries the credential’s authentication and nobody else’s', async () => {
    const server = await serve((_, response) => response.end('{"ok":true}'));
    const egress = egressWith();
    const theirs = {
      Authorization: 'Bearer placeholder',
      'X-Api-Key': 'placeholder',
      'api-key': 'placeholder',
      'Proxy-Authorization': 'placeholder',
      cookie: 'session=placeholder',
      Host: 'evil.example',
      'accept-encoding': 'gzip',
      'x-own': 'kept',
    };
    const auths: [Auth, Record<string, string>][] = [
      [{ kind: 'bearer' }, { authorization: `Bearer ${secret}` }],
      [{ kind: 'bearer', scheme: 'Api-Key' }, { authorization: `Api-Key ${secret}` }],
      [{ kind: 'header', name: 'X-Api-Key' }, { 'x-api-key': secret }],
      [{ kind: 'none' }, {}],
    ];
    for (const given of [theirs, new Headers(theirs), Object.entries(theirs)]) {
      for (const [auth, expected] of auths) {
        const attempt = egress.attemptFetch(route(server.origin, auth));
        const response = await post(attempt.fetch, `${server.origin}/v1/chat?x=1`, given);
        expect(await response.json()).toEqual({ ok: true });
        const { url, headers, body } = server.requests.at(-1)!;
        expect(url).toBe('/v1/chat?x=1');
        expect(body).toBe('{"a":1}');
        expect(headers).toMatchObject({ ...expected, 'x-own': 'kept', 'accept-encoding': 'identity' });
        expect(headers.host).toBe(`127.0.0.1:${server.port}`);
        expect(JSON.stringify(headers)).not.toContain('placeholder');
        expect(Object.values(headers).filter((value) => value?.includes(secret))).toHaveLength(
          auth.kind === 'none' ? 0 : 1,
        );
        expect(attempt.sent).toBe(true);
        attempt.release();
      }
    }
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  it('is sent once: a second send is refused', async () => {
    const server = await serve((_, response) => response.writeHead(500).end('{}'));
    const attempt = egressWith().attemptFetch(route(server.origin));
    await post(attempt.fetch, server.origin);
    await expect(post(attempt.fetch, server.origin)).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(server.requests).toHaveLength(1);
  });

  it('goes to the credential’s own origin only', async () => {
    const server = await serve((_, response) => response.end('{}'));
    const other = await serve((_, response) => response.end('{}'));
    const attempt = egressWith().attemptFetch(route(server.origin));
    for (const url of [other.origin, `http://localhost:${server.port}`, `https://127.0.0.1:${server.port}`]) {
      await expect(post(attempt.fetch, url)).rejects.toMatchObject({ code: 'CREDENTIAL_MISMATCH' });
    }
    expect(attempt.sent).toBe(false);
    expect(server.connections + other.connections).toBe(0);
  });
});

describe('a forbidden address', () => {
  it('is never connected to, by number or by name', async () => {
    const server = await serve((_, response) => response.end('{}'));
    const egress = egressWith({ allow: [], resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
    for (const origin of [
      server.origin,
      `http://inside.example:${server.port}`,
      `http://[::ffff:7f00:1]:${server.port}`,
    ]) {
      const attempt = egress.attemptFetch(route(origin));
      await expect(post(attempt.fetch, origin)).rejects.toMatchObject({ code: 'ENDPOINT_BLOCKED' });
      expect(attempt.sent).toBe(false);
    }
    expect(server.connections).toBe(0);
  });

  it('is noticed when a name changes between its check and the call, and the answer checked is the one used', async () => {
    const server = await serve((_, response) => response.end('{}'));
    let looked = 0;
    const resolve: ResolveName = async () => {
      looked += 1;
      return [{ address: looked === 1 ? '93.184.215.14' : '127.0.0.1', family: 4 }];
    };
    const policy = new EndpointPolicy(new AllowedEndpoints([]), resolve);
    const egress = new GuardedEgress(policy);
    undo.push(() => egress.close());
    const origin = `http://flips.example:${server.port}`;
    await policy.check(origin);
    const attempt = egress.attemptFetch(route(origin));
    await expect(post(attempt.fetch, origin)).rejects.toMatchObject({ code: 'ENDPOINT_BLOCKED' });
    expect(server.connections).toBe(0);
    expect(looked).toBe(2);

    // The name stands for the server at the time of the check, and is never asked again for that connection.
    let asked = 0;
    const pinned = egressWith({
      resolve: async () => [{ address: ++asked === 1 ? '127.0.0.1' : '127.0.0.99', family: 4 }],
    });
    const own = `http://pinned.example:${server.port}`;
    const response = await post(pinned.attemptFetch(route(own)).fetch, own);
    expect(response.status).toBe(200);
    expect(asked).toBe(1);
    await response.text();
  });
});

describe('an answer', () => {
  it('that redirects is refused, and nothing is forwarded', async () => {
    const inside = await serve((_, response) => response.end('secret'));
    for (const status of [301, 302, 303, 307, 308, 304]) {
      const server = await serve((_, response) => response.writeHead(status, { location: inside.origin }).end());
      const attempt = egressWith().attemptFetch(route(server.origin));
      await expect(post(attempt.fetch, server.origin)).rejects.toMatchObject({
        code: 'PROVIDER_PROTOCOL',
        retryable: false,
        failure: { status },
      });
    }
    expect(inside.connections).toBe(0);
  });

  it('shows the key in no part of it', async () => {
    const encoded = Buffer.from(`Bearer ${secret}`).toString('base64');
    const server = await serve((_, response) => {
      response.writeHead(401, { 'x-request-id': secret, 'x-echo': encodeURIComponent(secret) });
      response.write(`{"error":"bad key ${secret.slice(0, 10)}`);
      setTimeout(() => response.end(`${secret.slice(10)}", "also": "${encoded}"}`), 20);
    });
    const egress = egressWith();
    const response = await post(egress.attemptFetch(route(server.origin)).fetch, server.origin);
    const shown = [
      await response.text(),
      ...[...response.headers.entries()].flat(),
      response.headers.get('X-Request-Id'),
    ];
    expect(shown.join()).not.toContain(secret);
    expect(shown.join()).not.toContain(encoded.slice(12, -4));
    expect(shown.join()).toContain('[redacted]');
    const streamed = await post(egress.attemptFetch(route(server.origin)).fetch, server.origin);
    const pieces: Uint8Array[] = [];
    for await (const piece of streamed.body!) pieces.push(piece);
    expect(Buffer.concat(pieces).toString()).toContain('bad key [redacted]');
  });

  it('of more bytes than are taken is cut off, whole or streamed', async () => {
    let written = 0;
    const server = await serve((_, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const more = () => {
        while (!response.destroyed && response.write(chunk)) written += chunk.length;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const egress = egressWith({ maxResponseBytes: 1024 * 1024 });
    const whole = await post(egress.attemptFetch(route(server.origin)).fetch, server.origin);
    await expect(whole.text()).rejects.toMatchObject({ code: 'PROVIDER_PROTOCOL' });
    const streamed = await post(egress.attemptFetch(route(server.origin)).fetch, server.origin);
    const read = async () => {
      for await (const piece of streamed.body!) expect(piece.length).toBeGreaterThan(0);
    };
    await expect(read()).rejects.toMatchObject({ code: 'PROVIDER_PROTOCOL' });
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  it('that is read slowly makes the provider wait, and all of it comes', async () => {
    const size = 4 * 1024 * 1024;
    const server = await serve((_, response) => response.end(Buffer.alloc(size, 'x')));
    const response = await post(egressWith().attemptFetch(route(server.origin)).fetch, server.origin);
    let read = 0;
    for await (const piece of response.body!) {
      if (read === 0) await new Promise((resolve) => setTimeout(resolve, 50));
      read += piece.length;
    }
    expect(read).toBe(size);
  });

  it('that is compressed unasked is refused', async () => {
    const server = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10_000_000))),
    );
    const attempt = egressWith().attemptFetch(route(server.origin));
    await expect(post(attempt.fetch, server.origin)).rejects.toMatchObject({ code: 'PROVIDER_PROTOCOL' });
  });

  it('that is not HTTP, or has endless headers, is refused', async () => {
    for (const reply of ['SSH-2.0-OpenSSH\r\n\r\n', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`]) {
      const server = createServer((socket) => socket.on('error', () => undefined).once('data', () => socket.end(reply)));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      undo.push(async () => server.close());
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const attempt = egressWith().attemptFetch(route(origin));
      await expect(post(attempt.fetch, origin)).rejects.toMatchObject({ code: 'PROVIDER_PROTOCOL' });
    }
  });

  it('that is let go of in the middle frees its connection', async () => {
    const server = await serve((_, response) => {
      response.on('error', () => undefined);
      response.write('data: 1\n\n');
    });
    const attempt = egressWith().attemptFetch(route(server.origin));
    const response = await post(attempt.fetch, server.origin);
    for await (const piece of response.body!) {
      expect(Buffer.from(piece).toString()).toBe('data: 1\n\n');
      break;
    }
    attempt.release();
    expect(attempt.failure).toMatchObject({ code: 'CANCELLED' });
  });
});

describe('a failure', () => {
  it('before anything was sent says so', async () => {
    const closed = await startRawServer(() => undefined);
    await closed.close();
    const plain = await serve((_, response) => response.end());
    const cases: [string, ResolveName | undefined][] = [
      [closed.origin, undefined],
      ['http://nowhere.example', async () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }))],
      [`https://127.0.0.1:${plain.port}`, undefined],
    ];
    for (const [origin, resolve] of cases) {
      const attempt = egressWith({ resolve }).attemptFetch(route(origin));
      const failure = await failureOf(post(attempt.fetch, origin));
      expect(failure).toMatchObject({ code: 'PROVIDER_UNREACHABLE', notSent: true });
      expect(attempt.sent).toBe(false);
    }
    expect(plain.requests).toHaveLength(0);
  });

  it('after the send leaves it in doubt', async () => {
    const server = await serve((request) => request.socket.destroy());
    const attempt = egressWith().attemptFetch(route(server.origin));
    const failure = await failureOf(post(attempt.fetch, server.origin));
    expect(failure).toMatchObject({ code: 'PROVIDER_UNREACHABLE', notSent: false });
    expect(attempt.sent).toBe(true);
  });

  it('in the middle of an answer is one for whoever reads it, whole or streamed', async () => {
    const server = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setTimeout(() => request.socket.destroy(), 20);
    });
    const egress = egressWith();
    const whole = await post(egress.attemptFetch(route(server.origin)).fetch, server.origin);
    await expect(whole.text()).rejects.toMatchObject({ code: 'PROVIDER_UNREACHABLE' });
    const streamed = await post(egress.attemptFetch(route(server.origin)).fetch, server.origin);
    const read = async () => {
      for await (const piece of streamed.body!) expect(piece.length).toBe(4);
    };
    await expect(read()).rejects.toMatchObject({ code: 'PROVIDER_UNREACHABLE' });
  });

  it('of our own making ends it at once, even while bytes drip', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(drip));
    });
    const abort = new AbortController();
    const attempt = egressWith().attemptFetch(route(server.origin, { kind: 'bearer' }, abort.signal));
    const response = await post(attempt.fetch, server.origin);
    const text = response.text();
    setTimeout(() => abort.abort(), 30);
    await expect(text).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('holds no key', async () => {
    const server = await serve((request) => request.socket.destroy());
    const attempt = egressWith().attemptFetch(route(server.origin));
    const failure = await failureOf(post(attempt.fetch, server.origin));
    expect(`${failure.message} ${failure.stack} ${JSON.stringify(failure)}`).not.toContain(secret);
  });
});

it('256 requests at once all come through', async () => {
  const server = await serve((_, response) => setTimeout(() => response.end('{"ok":true}'), 20));
  const egress = egressWith();
  const answers = await Promise.all(
    Array.from({ length: 256 }, async () => {
      const attempt = egress.attemptFetch(route(server.origin));
      return (await post(attempt.fetch, server.origin)).json();
    }),
  );
  expect(answers).toEqual(Array(256).fill({ ok: true }));
});
