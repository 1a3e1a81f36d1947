import { lookup } from 'node:dns/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AllowedEndpoints } from '../../src/egress/allowed-endpoints.js';
import { EndpointPolicy } from '../../src/egress/endpoint-policy.js';
import { resolverOf } from '../../src/egress/resolve-name.js';
import { TenantSecret } from '../../src/vault/tenant-secret.js';
import { EgressSetting, post, routeTo } from '../support/egress-setting.js';
import { startNameServer, type NameAnswer, type NameServer } from '../support/name-server.js';
import { startSentinels, type Sentinels } from '../support/sentinels.js';

const pub = '93.184.215.14';
/** What the attacker's name server says, by the name and by how often it was asked. */
const zone: Readonly<Record<string, NameAnswer | ((asked: number) => NameAnswer)>> = {
  'plain.evil.example': { addresses: ['127.0.0.1'] },
  'six.evil.example': { addresses: ['::1'] },
  'both.evil.example': { addresses: [pub, '::1'] },
  'two.evil.example': { addresses: [pub, '127.0.0.1'], ttl: 3600 },
  'mapped.evil.example': { addresses: ['::ffff:7f00:1'] },
  'nat.evil.example': { addresses: ['64:ff9b::7f00:1'] },
  'tunnel.evil.example': { addresses: ['2002:7f00:1::1'] },
  'meta.evil.example': { addresses: ['169.254.169.254'] },
  'unique.evil.example': { addresses: ['fd00:ec2::254'] },
  'alias.evil.example': { alias: 'inside.evil.example' },
  'inside.evil.example': { addresses: ['10.0.0.1'] },
  'chain.evil.example': { alias: 'chain2.evil.example' },
  'chain2.evil.example': { alias: 'chain3.evil.example' },
  'chain3.evil.example': { alias: 'plain.evil.example' },
  'nought.evil.example': { addresses: ['0.0.0.0'] },
  'empty.evil.example': { addresses: [] },
  'loop.evil.example': { alias: 'loop.evil.example' },
  'failing.evil.example': 'failure',
  'silent.evil.example': 'silence',
  // Public when it is looked at, and this machine when it is called: a pair of questions each time.
  'flip.evil.example': (asked) => ({ addresses: [asked <= 2 ? pub : '127.0.0.1'] }),
};
const blocked = Object.keys(zone).filter((name) => !/^(empty|loop|failing|silent)\./.test(name));

let names: NameServer;
let sentinels: Sentinels;
const setting = new EgressSetting();
beforeAll(async () => {
  sentinels = await startSentinels();
  names = await startNameServer((name, asked) => {
    const said = zone[name] ?? 'unknown';
    return typeof said === 'function' ? said(asked) : said;
  });
});
afterEach(() => setting.close());
afterAll(async () => {
  await names.close();
  await sentinels.close();
});

const resolver = () => resolverOf({ servers: [names.address], timeoutMs: 100 });
const failureOf = async (work: Promise<unknown>) => {
  const [result] = await Promise.allSettled([work]);
  return result.status === 'rejected' ? (result.reason as { code: string; notSent?: boolean }) : { code: 'none' };
};

describe('a name that is served by whoever named it', () => {
  it.each(blocked)('leads nowhere inside, asked over the real resolver: %s', async (name) => {
    const origin = `http://${name}:${sentinels.port}`;
    const policy = new EndpointPolicy(new AllowedEndpoints([]), resolver());
    // When it is stored: only the one that flips afterwards passes.
    const stored = await failureOf(policy.check(origin));
    expect(stored.code).toBe(name.startsWith('flip') ? 'none' : 'ENDPOINT_BLOCKED');
    const before = sentinels.connects();
    const egress = setting.egress({ allow: [], resolve: resolver() });
    const called = await failureOf(post(egress.attemptFetch(routeTo(origin)).fetch, origin));
    expect(called).toMatchObject({ code: 'ENDPOINT_BLOCKED' });
    expect(sentinels.connects() - before).toBe(0);
  });

  it.each(['empty', 'loop', 'failing', 'silent', 'unheard-of'])(
    'that has no answer reaches nothing: %s',
    async (name) => {
      const origin = `http://${name}.evil.example:${sentinels.port}`;
      const before = sentinels.connects();
      const egress = setting.egress({ allow: [], resolve: resolver() });
      const called = await failureOf(post(egress.attemptFetch(routeTo(origin)).fetch, origin));
      expect(called).toMatchObject({ code: 'PROVIDER_UNREACHABLE', notSent: true });
      expect(sentinels.connects() - before).toBe(0);
    },
  );

  it('is asked once for a connection, which goes to the very address that was checked', async () => {
    const server = await setting.serve((_, response) => response.end('{}'));
    const flipping = await startNameServer((_, asked) => ({ addresses: [asked <= 2 ? '127.0.0.1' : '127.0.0.99'] }));
    setting.undo.push(() => flipping.close());
    const egress = setting.egress({ resolve: resolverOf({ servers: [flipping.address] }) });
    const origin = `http://pinned.evil.example:${server.port}`;
    await (await post(egress.attemptFetch(routeTo(origin)).fetch, origin)).text();
    // One question for each family.
    expect(flipping.questions).toHaveLength(2);
    expect(server.requests).toHaveLength(1);
  });

  it('has connections of its own, also where it leads to the same server, and each request carries its own key', async () => {
    const server = await setting.serve((_, response) => response.end('{}'));
    const egress = setting.egress({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
    for (let go = 0; go < 2; go++) {
      for (const [name, apiKey] of [
        ['one.example', 'key-of-one-tenant'],
        ['two.example', 'key-of-another'],
      ] as const) {
        const origin = `http://${name}:${server.port}`;
        const secret = new TenantSecret(() => ({ apiKey }));
        const attempt = egress.attemptFetch({ ...routeTo(origin), credential: { origin, secret } });
        await (await post(attempt.fetch, origin)).text();
        const { headers } = server.requests.at(-1)!;
        expect([headers.host, headers.authorization]).toEqual([`${name}:${server.port}`, `Bearer ${apiKey}`]);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
    expect(server.connections).toBe(2);
  });

  it('holds up nobody else, where its server keeps silent', async () => {
    const resolve = resolverOf({ servers: [names.address], timeoutMs: 300 });
    const waiting = Array.from({ length: 40 }, () => resolve('silent.evil.example').catch(() => []));
    const started = performance.now();
    // The system's own look-up, files and passwords' hashes share four threads.
    await Promise.all([lookup('localhost'), lookup('localhost'), resolve('plain.evil.example')]);
    expect(performance.now() - started).toBeLessThan(250);
    await Promise.all(waiting);
  });
});

it('the machine’s own addresses are not public, whatever their numbers', async () => {
  const resolve = async () => [{ address: pub, family: 4 }];
  const policy = new EndpointPolicy(new AllowedEndpoints([]), resolve, () => new Set([pub, '2606:4700::1111']));
  const other = new EndpointPolicy(new AllowedEndpoints([]), resolve, () => new Set());
  for (const url of [`http://${pub}`, 'http://[2606:4700:0:0::1111]', 'http://me.example']) {
    await expect(policy.check(url)).rejects.toMatchObject({ code: 'ENDPOINT_BLOCKED' });
    await expect(other.check(url)).resolves.toBeDefined();
  }
});

describe('a network that the operator opened', () => {
  const verdict = async (url: string, ...allowed: string[]) =>
    (await failureOf(new EndpointPolicy(new AllowedEndpoints(allowed)).checkUrl(url))).code;

  it.each([
    ['http://169.254.169.254', '169.254.0.0/16'],
    ['http://169.254.169.254', '0.0.0.0/0'],
    ['http://100.100.100.200', '100.64.0.0/10'],
    ['http://[fd00:ec2::254]', 'fd00::/8'],
    ['http://[fd20:ce::254]', '::/0'],
    ['http://[::ffff:169.254.169.254]', '::/0'],
    ['http://[64:ff9b::a9fe:a9fe]', '64:ff9b::/96'],
    ['http://[2002:a9fe:a9fe::1]', '::/0'],
  ])('opens no metadata service: %s by %s', async (url, network) =>
    expect(await verdict(url, network)).toBe('ENDPOINT_BLOCKED'),
  );

  it('opens what stands for another address only where that one is open too', async () => {
    expect(await verdict('http://[::ffff:10.0.0.1]', '::ffff:0:0/96')).toBe('ENDPOINT_BLOCKED');
    expect(await verdict('http://[::ffff:10.0.0.1]', '::ffff:0:0/96', '10.0.0.0/8')).toBe('none');
    expect(await verdict('http://[64:ff9b::7f00:1]', '64:ff9b::/96')).toBe('ENDPOINT_BLOCKED');
    // A network without IPv4 reaches public servers so.
    expect(await verdict('http://[64:ff9b::5db8:d70e]', '64:ff9b::/96')).toBe('none');
    expect(await verdict('http://[2001:0:4136:e378:8000:63bf:80ff:fffe]', '::/0')).toBe('ENDPOINT_BLOCKED');
    expect(await verdict('http://[2a00:1450::5efe:10.0.0.1]', '::/0')).toBe('ENDPOINT_BLOCKED');
  });

  it('opens a metadata service by its own origin', async () =>
    expect(await verdict('http://169.254.169.254', 'http://169.254.169.254')).toBe('none'));
});
