import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ResolveName } from '../../src/egress/resolve-name.js';
import type { ProviderRegistry } from '../../src/plugin-loader/provider-registry.js';
import { credentialFor, loadBuiltIns } from '../support/loaded-built-ins.js';
import { callerNamed, spendingWith } from '../support/spending.js';
import { hostileEndpoints, hostileNames } from '../support/hostile-endpoints.js';
import { startSentinels, type Sentinels } from '../support/sentinels.js';
import { waysOut } from '../support/ways-out.js';

let sentinels: Sentinels;
beforeAll(async () => {
  sentinels = await startSentinels();
});
afterAll(() => sentinels.close());

const resolve: ResolveName = async (name) => {
  const answers = name === 'here.attacker.example' ? [sentinels.interface] : hostileNames[name];
  if (answers === undefined) throw Object.assign(new Error('unknown'), { code: 'ENOTFOUND' });
  return answers.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
};
const urls = () =>
  hostileEndpoints.map(({ name, url }) => ({
    name,
    url: url
      .replace('{port}', String(sentinels.port))
      .replace('{own}', String(sentinels.own))
      .replace('{interface}', sentinels.interface),
  }));
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'came there',
    (error: Error & { readonly code?: string }) => error.code ?? error.message,
  );
/** What else than being blocked becomes of what is no URL, or no base URL. */
const refused = new Set(['ENDPOINT_BLOCKED', 'BAD_USER_INPUT', 'METRIC_FAILED', 'ERR_INVALID_URL']);

describe(`${hostileEndpoints.length} endpoints where no customer belongs`, () => {
  const { ways, close: closeNone } = waysOut({ resolve, own: 0 });
  afterAll(closeNone);

  it('are many, and each of its own', () => {
    expect(hostileEndpoints.length).toBeGreaterThanOrEqual(150);
    expect(new Set(hostileEndpoints.map(({ url }) => url)).size).toBe(hostileEndpoints.length);
    for (const { why } of hostileEndpoints) expect(why).toMatch(/\w/);
  });

  it.each(Object.keys(ways))('are refused before anything is connected to: %s', async (way) => {
    const { ways: own, close } = waysOut({ resolve, own: sentinels.own });
    const before = sentinels.connects();
    const wrong: string[] = [];
    for (const { name, url } of urls()) {
      const code = await codeOf(own[way]!(url));
      if (!refused.has(code)) wrong.push(`${name}: ${code}`);
    }
    await close();
    expect(wrong).toEqual([]);
    expect(sentinels.connects() - before).toBe(0);
    expect(sentinels.hits()).toBe(0);
  });

  it.each(Object.keys(ways))('would be reached without the policy: %s', async (way) => {
    const here = urls().filter(({ name }) => /^(another )?loopback(?!.* (over|zone))|^name (of|below)/.test(name));
    const some = here.filter((_, index) => index % 4 === 0);
    expect(here.length).toBeGreaterThan(30);
    const { ways: own, close } = waysOut({ resolve, own: 0, allow: ['127.0.0.0/8', '::1/128'] });
    const before = sentinels.hits();
    const codes: string[] = [];
    for (const { url } of some) codes.push(await codeOf(own[way]!(url)));
    await close();
    const hits = sentinels.hits() - before + codes.filter((code) => code === 'came there').length;
    expect(hits).toBeGreaterThanOrEqual(some.length);
  });
});

describe('every plugin of ours', () => {
  let registry: ProviderRegistry;
  beforeAll(async () => {
    registry = await loadBuiltIns();
  });
  afterAll(() => registry.dispose());

  it('goes nowhere but where it may, whatever its base URL', async () => {
    const some = urls().filter((_, index) => index % 7 === 0);
    const before = [sentinels.connects(), sentinels.hits()];
    const wrong: string[] = [];
    const sending = registry.list().filter(({ definition }) => definition.id !== 'sandbox');
    const { vault, generate, egress } = spendingWith(sending, { allow: [], resolve });
    for (const { definition } of sending) {
      for (const { name, url: baseUrl } of some) {
        const asked = vault
          .add('tenant-1', { definition, ...credentialFor(definition), baseUrl, makeDefault: false })
          .then(({ id }) =>
            generate.run(callerNamed('tenant-1'), {
              model: `${definition.id}/gpt-4o`,
              messages: [{ role: 'user', content: 'Hi.' }],
              credential: { id },
            }),
          );
        const code = await codeOf(asked);
        if (!refused.has(code)) wrong.push(`${definition.id}, ${name}: ${code}`);
      }
    }
    await egress.close();
    expect(wrong).toEqual([]);
    expect([sentinels.connects(), sentinels.hits()]).toEqual(before);
    expect(sending.length).toBeGreaterThan(15);
  });
});
