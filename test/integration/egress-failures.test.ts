import { afterEach, describe, expect, it } from '@jest/globals';
import type { ResolveName } from '../../src/egress/endpoint-policy.js';
import { EgressSetting, canary, post, routeTo } from '../support/egress-setting.js';
import { startRawServer } from '../support/raw-server.js';

const setting = new EgressSetting();
afterEach(() => setting.close());

const failureOf = async (work: Promise<unknown>): Promise<Error> => {
  const [result] = await Promise.allSettled([work]);
  if (result.status === 'fulfilled') throw new Error('It did not fail.');
  return result.reason as Error;
};

describe('a failure', () => {
  it('before anything was sent says so', async () => {
    const closed = await startRawServer(() => undefined);
    await closed.close();
    const plain = await setting.serve((_, response) => response.end());
    const cases: [string, ResolveName | undefined][] = [
      [closed.origin, undefined],
      ['http://nowhere.example', async () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }))],
      [`https://127.0.0.1:${plain.port}`, undefined],
    ];
    for (const [origin, resolve] of cases) {
      const attempt = setting.egress({ resolve }).attemptFetch(routeTo(origin));
      const failure = await failureOf(post(attempt.fetch, origin));
      expect(failure).toMatchObject({ code: 'PROVIDER_UNREACHABLE', notSent: true });
      expect(attempt.sent).toBe(false);
    }
    expect(plain.requests).toHaveLength(0);
  });

  it('after the send leaves it in doubt', async () => {
    const server = await setting.serve((request) => request.socket.destroy());
    const attempt = setting.egress().attemptFetch(routeTo(server.origin));
    const failure = await failureOf(post(attempt.fetch, server.origin));
    expect(failure).toMatchObject({ code: 'PROVIDER_UNREACHABLE', notSent: false });
    expect(attempt.sent).toBe(true);
  });

  it('in the middle of an answer is one for whoever reads it, whole or streamed', async () => {
    const server = await setting.serve((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setTimeout(() => request.socket.destroy(), 20);
    });
    const egress = setting.egress();
    const whole = await post(egress.attemptFetch(routeTo(server.origin)).fetch, server.origin);
    await expect(whole.text()).rejects.toMatchObject({ code: 'PROVIDER_UNREACHABLE' });
    const streamed = await post(egress.attemptFetch(routeTo(server.origin)).fetch, server.origin);
    const read = async () => {
      for await (const piece of streamed.body!) expect(piece.length).toBe(4);
    };
    await expect(read()).rejects.toMatchObject({ code: 'PROVIDER_UNREACHABLE' });
  });

  it('of our own making ends it at once, even while bytes drip', async () => {
    const server = await setting.serve((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(drip));
    });
    const abort = new AbortController();
    const attempt = setting.egress().attemptFetch(routeTo(server.origin, { kind: 'bearer' }, abort.signal));
    const response = await post(attempt.fetch, server.origin);
    const text = response.text();
    setTimeout(() => abort.abort(), 30);
    await expect(text).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('holds no key', async () => {
    const server = await setting.serve((request) => request.socket.destroy());
    const attempt = setting.egress().attemptFetch(routeTo(server.origin));
    const failure = await failureOf(post(attempt.fetch, server.origin));
    expect(`${failure.message} ${failure.stack} ${JSON.stringify(failure)}`).not.toContain(canary);
  });
});

it('256 requests at once all come through', async () => {
  const server = await setting.serve((_, response) => setTimeout(() => response.end('{"ok":true}'), 20));
  const egress = setting.egress();
  const answers = await Promise.all(
    Array.from({ length: 256 }, async () => {
      const attempt = egress.attemptFetch(routeTo(server.origin));
      return (await post(attempt.fetch, server.origin)).json();
    }),
  );
  expect(answers).toEqual(Array.from({ length: 256 }, () => ({ ok: true })));
});
