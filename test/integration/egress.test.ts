import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AllowedEndpoints } from '../../src/egress/allowed-endpoints.js';
import { EndpointPolicy, type ResolveName } from '../../src/egress/endpoint-policy.js';
import { GuardedEgress } from '../../src/egress/guarded-egress.js';
import type { Auth } from '../../src/sdk/index.js';
import { TenantSecret } from '../../src/vault/tenant-secret.js';
import { EgressSetting, canary, post, routeTo } from '../support/egress-setting.js';

const setting = new EgressSetting();
afterEach(() => setting.close());

describe('a request', () => {
  it('carries the credential’s authentication and nobody else’s', async () => {
    const server = await setting.serve((_, response) => response.end('{"ok":true}'));
    const egress = setting.egress();
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
      [{ kind: 'bearer' }, { authorization: `Bearer ${canary}` }],
      [{ kind: 'bearer', scheme: 'Api-Key' }, { authorization: `Api-Key ${canary}` }],
      [{ kind: 'header', name: 'X-Api-Key' }, { 'x-api-key': canary }],
      [{ kind: 'none' }, {}],
    ];
    for (const given of [theirs, new Headers(theirs), Object.entries(theirs)]) {
      for (const [auth, expected] of auths) {
        const attempt = egress.attemptFetch(routeTo(server.origin, auth));
        const response = await post(attempt.fetch, `${server.origin}/v1/chat?x=1`, given);
        expect(await response.json()).toEqual({ ok: true });
        const { url, headers, body } = server.requests.at(-1)!;
        expect(url).toBe('/v1/chat?x=1');
        expect(body).toBe('{"a":1}');
        expect(headers).toMatchObject({ ...expected, 'x-own': 'kept', 'accept-encoding': 'identity' });
        expect(headers.host).toBe(`127.0.0.1:${server.port}`);
        expect(JSON.stringify(headers)).not.toContain('placeholder');
        expect(Object.values(headers).filter((value) => value?.includes(canary))).toHaveLength(
          auth.kind === 'none' ? 0 : 1,
        );
        expect(attempt.sent).toBe(true);
        attempt.release();
      }
    }
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  it('is sent once: a second send is refused', async () => {
    const server = await setting.serve((_, response) => response.writeHead(500).end('{}'));
    const attempt = setting.egress().attemptFetch(routeTo(server.origin));
    await post(attempt.fetch, server.origin);
    await expect(post(attempt.fetch, server.origin)).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(server.requests).toHaveLength(1);
  });

  it('carries a key of any Latin-1 characters unchanged', async () => {
    const server = await setting.serve((_, response) => response.end('{}'));
    const key = 'sk-£ÿ-0123456789';
    const credential = { origin: server.origin, secret: new TenantSecret(() => ({ apiKey: key })) };
    const attempt = setting.egress().attemptFetch({ ...routeTo(server.origin), credential });
    await post(attempt.fetch, server.origin);
    expect(server.requests[0]!.headers.authorization).toBe(`Bearer ${key}`);
  });

  it('that a plugin made wrongly is not sent, and its values are in no message', async () => {
    const server = await setting.serve((_, response) => response.end('{}'));
    for (const headers of [{ 'x-own': 'canary\r\nx-evil: 1' }, { 'x own': 'canary' }, { 'x-own': {} }]) {
      const attempt = setting.egress().attemptFetch(routeTo(server.origin));
      const [result] = await Promise.allSettled([post(attempt.fetch, server.origin, headers)]);
      expect(result).toMatchObject({ reason: { code: 'INTERNAL' } });
      expect(JSON.stringify(result)).not.toContain('canary');
      expect(attempt.sent).toBe(false);
    }
    expect(server.requests).toHaveLength(0);
  });

  it('goes to the credential’s own origin only', async () => {
    const server = await setting.serve((_, response) => response.end('{}'));
    const other = await setting.serve((_, response) => response.end('{}'));
    const attempt = setting.egress().attemptFetch(routeTo(server.origin));
    for (const url of [other.origin, `http://localhost:${server.port}`, `https://127.0.0.1:${server.port}`]) {
      await expect(post(attempt.fetch, url)).rejects.toMatchObject({ code: 'CREDENTIAL_MISMATCH' });
    }
    expect(attempt.sent).toBe(false);
    expect(server.connections + other.connections).toBe(0);
  });
});

describe('a forbidden address', () => {
  it('is never connected to, by number or by name', async () => {
    const server = await setting.serve((_, response) => response.end('{}'));
    const egress = setting.egress({ allow: [], resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
    for (const origin of [
      server.origin,
      `http://inside.example:${server.port}`,
      `http://[::ffff:7f00:1]:${server.port}`,
    ]) {
      const attempt = egress.attemptFetch(routeTo(origin));
      await expect(post(attempt.fetch, origin)).rejects.toMatchObject({ code: 'ENDPOINT_BLOCKED' });
      expect(attempt.sent).toBe(false);
    }
    expect(server.connections).toBe(0);
  });

  it('is noticed when a name changes between its check and the call, and the answer checked is the one used', async () => {
    const server = await setting.serve((_, response) => response.end('{}'));
    let looked = 0;
    const resolve: ResolveName = async () => {
      looked += 1;
      return [{ address: looked === 1 ? '93.184.215.14' : '127.0.0.1', family: 4 }];
    };
    const policy = new EndpointPolicy(new AllowedEndpoints([]), resolve);
    const egress = new GuardedEgress(policy, TenantSecret.is);
    setting.undo.push(() => egress.close());
    const origin = `http://flips.example:${server.port}`;
    await policy.check(origin);
    const attempt = egress.attemptFetch(routeTo(origin));
    await expect(post(attempt.fetch, origin)).rejects.toMatchObject({ code: 'ENDPOINT_BLOCKED' });
    expect(server.connections).toBe(0);
    expect(looked).toBe(2);

    // The name stands for the server at the time of the check, and is never asked again for that connection.
    let asked = 0;
    const pinned = setting.egress({
      resolve: async () => [{ address: ++asked === 1 ? '127.0.0.1' : '127.0.0.99', family: 4 }],
    });
    const own = `http://pinned.example:${server.port}`;
    const response = await post(pinned.attemptFetch(routeTo(own)).fetch, own);
    expect(response.status).toBe(200);
    expect(asked).toBe(1);
    await response.text();
  });
});

describe('an answer', () => {
  it('that redirects is refused, and nothing is forwarded', async () => {
    const inside = await setting.serve((_, response) => response.end('inside'));
    for (const status of [301, 302, 303, 307, 308, 304]) {
      const server = await setting.serve((_, response) =>
        response.writeHead(status, { location: inside.origin }).end(),
      );
      const attempt = setting.egress().attemptFetch(routeTo(server.origin));
      await expect(post(attempt.fetch, server.origin)).rejects.toMatchObject({
        code: 'PROVIDER_PROTOCOL',
        retryable: false,
        failure: { status },
      });
    }
    expect(inside.connections).toBe(0);
  });

  it('shows the key in no part of it', async () => {
    const encoded = Buffer.from(`Bearer ${canary}`).toString('base64');
    const server = await setting.serve((_, response) => {
      response.writeHead(401, { 'x-request-id': canary, 'x-echo': encodeURIComponent(canary) });
      response.write(`{"error":"bad key ${canary.slice(0, 10)}`);
      setTimeout(() => response.end(`${canary.slice(10)}", "also": "${encoded}"}`), 20);
    });
    const egress = setting.egress();
    const response = await post(egress.attemptFetch(routeTo(server.origin)).fetch, server.origin);
    const shown = [
      await response.text(),
      ...[...response.headers.entries()].flat(),
      response.headers.get('X-Request-Id'),
    ];
    expect(shown.join()).not.toContain(canary);
    expect(shown.join()).not.toContain(encoded.slice(12, -4));
    expect(shown.join()).toContain('[redacted]');
    const streamed = await post(egress.attemptFetch(routeTo(server.origin)).fetch, server.origin);
    const pieces: Uint8Array[] = [];
    for await (const piece of streamed.body!) pieces.push(piece);
    expect(Buffer.concat(pieces).toString()).toContain('bad key [redacted]');
  });

  it('of more bytes than are taken is cut off, whole or streamed', async () => {
    let written = 0;
    const server = await setting.serve((_, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const more = () => {
        let room = !response.destroyed;
        while (room) {
          room = response.write(chunk);
          written += chunk.length;
        }
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const egress = setting.egress({ maxResponseBytes: 1024 * 1024 });
    const whole = await post(egress.attemptFetch(routeTo(server.origin)).fetch, server.origin);
    await expect(whole.text()).rejects.toMatchObject({ code: 'PROVIDER_PROTOCOL' });
    const streamed = await post(egress.attemptFetch(routeTo(server.origin)).fetch, server.origin);
    const read = async () => {
      for await (const piece of streamed.body!) expect(piece.length).toBeGreaterThan(0);
    };
    await expect(read()).rejects.toMatchObject({ code: 'PROVIDER_PROTOCOL' });
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  it('that is read slowly makes the provider wait, and all of it comes', async () => {
    const size = 4 * 1024 * 1024;
    const server = await setting.serve((_, response) => response.end(Buffer.alloc(size, 'x')));
    const response = await post(setting.egress().attemptFetch(routeTo(server.origin)).fetch, server.origin);
    let read = 0;
    for await (const piece of response.body!) {
      if (read === 0) await new Promise((resolve) => setTimeout(resolve, 50));
      read += piece.length;
    }
    expect(read).toBe(size);
  });

  it('that is compressed unasked is refused', async () => {
    const server = await setting.serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10_000_000))),
    );
    const attempt = setting.egress().attemptFetch(routeTo(server.origin));
    await expect(post(attempt.fetch, server.origin)).rejects.toMatchObject({ code: 'PROVIDER_PROTOCOL' });
  });

  it('that is not HTTP, or has endless headers, is refused', async () => {
    for (const reply of ['SSH-2.0-OpenSSH\r\n\r\n', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`]) {
      const server = createServer((socket) =>
        socket.on('error', () => undefined).once('data', () => socket.end(reply)),
      );
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      setting.undo.push(async () => server.close());
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const attempt = setting.egress().attemptFetch(routeTo(origin));
      await expect(post(attempt.fetch, origin)).rejects.toMatchObject({ code: 'PROVIDER_PROTOCOL' });
    }
  });

  it('that is let go of in the middle frees its connection', async () => {
    const server = await setting.serve((_, response) => {
      response.on('error', () => undefined);
      response.write('data: 1\n\n');
    });
    const attempt = setting.egress().attemptFetch(routeTo(server.origin));
    const response = await post(attempt.fetch, server.origin);
    for await (const piece of response.body!) {
      expect(Buffer.from(piece).toString()).toBe('data: 1\n\n');
      break;
    }
    attempt.release();
    expect(attempt.failure).toMatchObject({ code: 'CANCELLED' });
  });
});
