import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProviderRegistry } from '../../src/plugin-loader/provider-registry.js';
import { baseUrlFields } from '../../src/sdk/index.js';
import { checkCredential } from '../../src/vault/check-credential.js';
import { credentialFor, loadBuiltIns } from '../support/loaded-built-ins.js';
import { callerNamed, spendingWith, type Spending } from '../support/spending.js';
import { startRawServer, type RawServer } from '../support/raw-server.js';

const line = 'x\r\nx-evil: 1\r\n\r\nGET /evil HTTP/1.1\r\nhost: evil\r\n\r\n';
/** Names that a customer gives, and that would lead a request astray where they were put into it as they are. */
const names = [
  '..',
  '.',
  '../../../evil',
  '..\\..\\evil',
  '%2e%2e',
  '%2e%2e/%2e%2e/evil',
  '..%2f..%2fevil',
  '%252e%252e%252fevil',
  'a/../../evil',
  './../evil',
  '..;/evil',
  '．．/evil',
  '․․/evil',
  '/evil',
  '//evil.example',
  '\\\\evil.example',
  'https://evil.example',
  '@evil.example',
  ':80@evil.example',
  'evil?x=1',
  'evil#x',
  'evil?x#y',
  'a&key=1',
  'a;b=1',
  'a b',
  'a\tb',
  'a\u0000b',
  line,
  line.replaceAll('\r\n', '%0d%0a'),
  '\u010d\u010a evil',
  '{resource}',
  '${evil}',
];

let registry: ProviderRegistry;
let spending: Spending;
let upstream: RawServer;
const lines: string[] = [];
beforeAll(async () => {
  registry = await loadBuiltIns();
  spending = spendingWith(registry.list());
  upstream = await startRawServer((request, response) => {
    lines.push(...request.rawHeaders);
    response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":{"message":"no"}}');
  });
});
afterAll(async () => {
  await spending.egress.close();
  await registry.dispose();
  await upstream.close();
});

async function generate(provider: string, model: string, fields: Readonly<Record<string, string>>) {
  const { definition } = registry.find(provider)!;
  const given = credentialFor(definition);
  const credential = {
    provider,
    ...given,
    fields: { ...given.fields, ...fields },
    baseUrl: `${upstream.origin}/base/v1`,
  };
  const input = { model: `${provider}/${model}`, messages: [{ role: 'user' as const, content: 'Hi.' }], credential };
  const [result] = await Promise.allSettled([spending.generate.run(callerNamed('tenant-1'), input)]);
  return result.status === 'rejected' ? (result.reason as { code: string }).code : 'none';
}

/** All that arrived stayed below the base URL, and no line of it was of the customer's writing. */
function expectWithinBase(): void {
  const astray = upstream.requests.filter(({ url }) => !/^\/base(\/v1)?\//.test(url) || /[^!-~]/.test(url));
  expect(astray.map(({ url }) => url)).toEqual([]);
  expect(lines.filter((header) => /evil/i.test(header))).toEqual([]);
}

describe('a name of the customer’s choosing', () => {
  it('leads no request of any plugin out of its base URL, as a model', async () => {
    for (const { definition } of registry.list()) {
      if (definition.id === 'sandbox') continue;
      for (const name of names) expect(await generate(definition.id, name, {})).not.toBe('INTERNAL');
    }
    expect(upstream.requests.length).toBeGreaterThan(100);
    expectWithinBase();
  });

  it('leads no request out of its base URL, as a field of a credential', async () => {
    for (const { definition } of registry.list()) {
      const open = definition.credentialFields.filter(({ secret }) => !secret);
      for (const field of open) {
        for (const name of names) {
          expect(await generate(definition.id, 'gpt-4o', { [field.name]: name })).not.toBe('INTERNAL');
        }
      }
    }
    expectWithinBase();
  });

  it('makes no other host of a base URL that has a place for it', () => {
    const hosts = [...names, 'a.evil', 'evil.example/', 'a:80', 'a%2eevil', 'ａ.evil', 'a@evil', '-a', 'a-', 'a_b', ''];
    const placed = registry.list().filter(({ definition }) => baseUrlFields(definition.baseUrl ?? '').length > 0);
    expect(placed.map(({ definition }) => definition.id)).toEqual(expect.arrayContaining(['azure', 'bedrock']));
    for (const { definition } of placed) {
      for (const field of baseUrlFields(definition.baseUrl!)) {
        const given = credentialFor(definition);
        const of = (value: string) =>
          checkCredential({ definition, ...given, fields: { ...given.fields, [field]: value } });
        expect(of('us-east-1').origin).toMatch(/^https:\/\/[\w.-]*us-east-1[\w.-]*$/);
        for (const value of hosts) {
          expect(() => of(value)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
        }
      }
    }
  });
});
