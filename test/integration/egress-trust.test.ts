import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { TenantSecret } from '../../src/vault/tenant-secret.js';
import { EgressSetting, canary, post, routeTo } from '../support/egress-setting.js';
import { selfSigned } from '../support/self-signed.js';

const setting = new EgressSetting();
afterEach(() => setting.close());

describe('whom egress trusts', () => {
  it('is a secret that the vault has made, and nothing that looks like it', async () => {
    const server = await setting.serve((_, response) => response.end('{}'));
    const open = () => ({ apiKey: canary });
    const alike = Object.assign(Object.create({ constructor: TenantSecret }) as object, { openForEgress: open });
    const forged = Object.create(TenantSecret.prototype) as TenantSecret;
    for (const secret of [{ openForEgress: open }, alike, forged, null, undefined, canary] as (TenantSecret | null)[]) {
      const attempt = setting.egress().attemptFetch({
        ...routeTo(server.origin),
        credential: { origin: server.origin, secret },
      });
      await expect(post(attempt.fetch, server.origin)).rejects.toMatchObject({ code: 'NO_CREDENTIAL' });
      expect(attempt.sent).toBe(false);
    }
    expect(server.connections).toBe(0);
  });

  it('is no certificate that nobody vouches for, whatever the environment says', async () => {
    let requests = 0;
    const server = createServer(selfSigned, (_, response) => {
      requests += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    setting.undo.push(() => new Promise((resolve) => server.close(resolve)));
    const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const attempt = setting.egress().attemptFetch(routeTo(origin));
      await expect(post(attempt.fetch, origin)).rejects.toMatchObject({ code: 'PROVIDER_UNREACHABLE', notSent: true });
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
    expect(requests).toBe(0);
  });

  it.each(['..', '.', '%2e%2e', '%2E.', '..\\x', '.\t./x', '../../admin?x=1', 'a/..#b', '.. ', '..\u0001'])(
    'is no name that leads out of the path: %j',
    async (name) => {
      const server = await setting.serve((_, response) => response.end('{}'));
      const attempt = setting.egress().attemptFetch(routeTo(server.origin));
      const [result] = await Promise.allSettled([post(attempt.fetch, `${server.origin}/v1/models/${name}`)]);
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'BAD_USER_INPUT' } });
      expect(server.connections).toBe(0);
    },
  );
});
