import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AllowedEndpoints } from '../../src/egress/allowed-endpoints.js';
import { EndpointPolicy } from '../../src/egress/endpoint-policy.js';
import { isPublicAddress } from '../../src/egress/public-address.js';

const names: Record<string, string[]> = {
  'public.example': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'inside.example': ['10.1.2.3'],
  'mixed.example': ['93.184.215.14', '127.0.0.1'],
  localhost: ['127.0.0.1', '::1'],
  'localhost.': ['127.0.0.1'],
  'metadata.google.internal': ['169.254.169.254'],
};
const resolve = async (name: string) => {
  if (!names[name]) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
  return names[name].map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
};
const policy = (...allowed: string[]) => new EndpointPolicy(new AllowedEndpoints(allowed), resolve);
const verdict = async (url: string, ...allowed: string[]) =>
  policy(...allowed)
    .check(url)
    .then(
      () => 'allowed',
      (error: { code: string }) => error.code,
    );

describe('an endpoint', () => {
  it.each([
    'https://public.example/v1',
    'http://public.example:8000',
    'https://93.184.215.14',
    'https://[2606:4700::1111]',
  ])('that is public is allowed: %s', async (url) => expect(await verdict(url)).toBe('allowed'));

  it.each([
    'http://127.0.0.1',
    'http://127.1',
    'http://127.0.0.1.',
    'http://2130706433',
    'http://0x7f000001',
    'http://0x7f.1',
    'http://0177.0.0.1',
    'http://017700000001',
    'http://１２７.０.０.１',
    'http://127。0。0。1',
    'http://%31%32%37.0.0.1',
    'http://0',
    'http://0.0.0.0',
    'http://10.0.0.1',
    'http://172.16.0.1',
    'http://172.31.255.255',
    'http://192.168.1.1',
    'http://169.254.169.254',
    'http://0xa9fea9fe',
    'http://2852039166',
    'http://100.64.0.1',
    'http://100.100.100.200',
    'http://168.63.129.16',
    'http://192.0.0.192',
    'http://192.0.2.1',
    'http://198.18.0.1',
    'http://198.51.100.1',
    'http://203.0.113.1',
    'http://224.0.0.1',
    'http://240.0.0.1',
    'http://255.255.255.255',
    'http://192.88.99.1',
    'http://[::1]',
    'http://[::]',
    'http://[::ffff:127.0.0.1]',
    'http://[::ffff:7f00:1]',
    'http://[::ffff:8.8.8.8]',
    'http://[::127.0.0.1]',
    'http://[64:ff9b::7f00:1]',
    'http://[64:ff9b::a9fe:a9fe]',
    'http://[64:ff9b:1::1]',
    'http://[2002:7f00:1::]',
    'http://[2001:0:7f00:1::]',
    'http://[fc00::1]',
    'http://[fd00:ec2::254]',
    'http://[fe80::1]',
    'http://[fec0::1]',
    'http://[ff02::1]',
    'http://[2001:db8::1]',
    'http://[3fff::1]',
    'http://[100::1]',
    'http://[2a00:1450::5efe:10.0.0.1]',
    'http://[2a00:1450::200:5efe:127.0.0.1]',
    'http://localhost',
    'http://LOCALHOST',
    'http://localhost.',
    'http://inside.example',
    'http://mixed.example',
    'http://metadata.google.internal/computeMetadata',
    'https://public.example:22',
    'https://public.example:25',
    'https://public.example:5432',
    'https://public.example:6379',
    'https://public.example:2375',
    'https://user@public.example',
    'https://user:pass@public.example',
    'https://:pass@public.example',
    'file:///etc/passwd',
    'ftp://public.example',
    'gopher://public.example',
    'data:text/plain,x',
    'javascript:alert(1)',
    'unix:/var/run/docker.sock',
    'blob:https://public.example/x',
  ])('that is none of a customer’s is blocked: %s', async (url) => expect(await verdict(url)).toBe('ENDPOINT_BLOCKED'));

  it('that the operator allowed, by origin or by network, is allowed, and its neighbours are not', async () => {
    expect(await verdict('http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434')).toBe('allowed');
    expect(await verdict('http://127.0.0.1:11435/v1', 'http://127.0.0.1:11434')).toBe('ENDPOINT_BLOCKED');
    expect(await verdict('http://localhost:11434/v1', 'http://127.0.0.1:11434')).toBe('ENDPOINT_BLOCKED');
    expect(await verdict('http://inside.example', '10.0.0.0/8')).toBe('allowed');
    expect(await verdict('http://inside.example', '10.2.0.0/16')).toBe('ENDPOINT_BLOCKED');
    expect(await verdict('http://[::1]:9000', '::1/128')).toBe('allowed');
    expect(await verdict('http://10.0.0.1:5432', '10.0.0.0/8')).toBe('ENDPOINT_BLOCKED');
    expect(await verdict('http://10.0.0.1:5432', 'http://10.0.0.1:5432')).toBe('allowed');
  });

  it('that is this server itself is blocked whatever is allowed', async () => {
    const own = policy('127.0.0.0/8', 'http://127.0.0.1:4000');
    own.forbidOwnPort(4000);
    await expect(own.checkUrl('http://127.0.0.1:4000/graphql')).rejects.toThrow(/this server itself/);
    expect((await own.checkUrl('http://127.0.0.1:4001')).port).toBe('4001');
  });

  it('whose name cannot be resolved now may be saved', async () =>
    expect(await verdict('https://soon.example')).toBe('allowed'));

  it('is never a fault, whatever its text, and its text is never in the message', async () => {
    const text = fc.oneof(
      fc.webUrl(),
      fc.string(),
      fc.ipV4().map((ip) => `http://${ip}`),
      fc.ipV6().map((ip) => `http://[${ip}]`),
    );
    await fc.assert(
      fc.asyncProperty(text, async (url) => {
        const error = await policy()
          .check(url)
          .then(
            () => undefined,
            (thrown: Error & { code: string }) => thrown,
          );
        expect(['BAD_USER_INPUT', 'ENDPOINT_BLOCKED', undefined]).toContain(error?.code);
        if (error && url.length > 3) expect(error.message).not.toContain(url);
      }),
    );
  });
});

it('what an operator allows must be origins or networks', () => {
  for (const entry of ['http://host/path', 'host', '10.0.0.0/99', 'ftp://host', 'http://user@host', '']) {
    expect(() => new AllowedEndpoints([entry])).toThrow(/neither an origin/);
  }
});

it('no IPv4 address becomes public by being written as an IPv6 one', () => {
  fc.assert(
    fc.property(
      fc.ipV4(),
      fc.constantFrom('::ffff:', '::', '64:ff9b::'),
      (ip, prefix) => !isPublicAddress(prefix + ip),
    ),
  );
});
