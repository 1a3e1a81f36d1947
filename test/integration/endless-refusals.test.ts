import { expect, it } from '@jest/globals';
import type { ProviderFetch } from '../../src/sdk/index.js';
import { everyPlugin } from '../support/every-plugin.js';

const plugins = await everyPlugin();
const pieces = ['a', '1', '1,', 'a_', 'aA', ' ', '"a" '];
const characters = 100_000;

it.each(plugins.map((plugin) => [plugin.definition.id, plugin] as const))(
  'a refusal of many words keeps no server busy: %s',
  async (_, plugin) => {
    const started = performance.now();
    for (const piece of pieces) {
      const message = `x ${piece.repeat(characters / piece.length)}!`;
      const text = JSON.stringify({ message, error: { message } });
      const headers = { get: () => null, *entries() {} };
      const reply = { ok: false, status: 400, url: '', headers, body: null, text: async () => text };
      const fetch: ProviderFetch = async () => ({ ...reply, json: async () => JSON.parse(text) as unknown });
      const request = {
        model: plugin.modelWith(),
        messages: [{ role: 'user', content: 'Hi' }],
        parameters: {},
      } as const;
      const { signal } = new AbortController();
      const call = { fetch, fields: plugin.conformance.fields ?? {}, baseUrl: plugin.baseUrl, signal };
      await expect(plugin.connect().complete(request, call)).rejects.toMatchObject({ name: 'ProviderError' });
    }
    expect(performance.now() - started).toBeLessThan(1_000);
  },
);
