import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { expectedBodies, uniformRequest, type ExpectedBody } from '../support/expected-bodies.js';
import { startFakeProvider } from '../support/fake-provider.js';

interface Told {
  readonly parameter: string;
  readonly action: string;
  readonly quirk: { readonly id: string } | null;
}

let server: BootedServer;
beforeAll(async () => {
  server = await bootServer();
});
afterAll(() => server.close());

const key = 'sk-canary-of-the-customer-0123456789';
const words = (adaptations: readonly Told[]) =>
  adaptations.map(({ parameter, action }) => `${parameter} ${action.toLowerCase()}`).toSorted();
const inputFor = (model: string, changes: object = {}) => ({ model, ...uniformRequest, ...changes });

async function preview({ model }: ExpectedBody) {
  const { previewRequest } = await server.client.request<{
    previewRequest: { method: string; path: string; body: unknown; adaptations: Told[] };
  }>(
    `query ($input: GenerateInput!) {
      previewRequest(input: $input) { method path body adaptations { parameter action quirk { id } } }
    }`,
    { input: inputFor(model) },
  );
  return previewRequest;
}

describe('one uniform request', () => {
  it('loads every plugin of its own', async () => {
    const { providers, refusedPlugins } = await server.client.request<{
      providers: { id: string }[];
      refusedPlugins: object[];
    }>('{ providers { id } refusedPlugins { location reason } }');
    expect(refusedPlugins).toEqual([]);
    expect(providers.map(({ id }) => id).toSorted()).toEqual([
      'anthropic',
      'baseten',
      'groq',
      'ollama',
      'openai',
      'openai-compatible',
      'sandbox',
    ]);
  });

  describe.each(expectedBodies.map((one) => [one.model, one] as const))('on %s', (model, expected) => {
    const provider = model.slice(0, model.indexOf('/'));

    it('is previewed as the provider takes it, with each change told and its quirk named', async () => {
      const { method, body, adaptations } = await preview(expected);
      expect({ method, body }).toEqual({ method: 'POST', body: expected.body });
      expect(words(adaptations)).toEqual(expected.told);
      for (const { quirk } of adaptations) expect(quirk?.id).toMatch(new RegExp(`^${provider}/`));
    });

    it('arrives as previewed, at an API that refuses what the real one does', async () => {
      const fake = await startFakeProvider({ dialect: expected.dialect, strict: true, answer: () => 'Done.' });
      try {
        const credential = { provider, apiKey: key, baseUrl: fake.url };
        const { generate } = await server.client.request<{ generate: { text: string; adaptations: Told[] } }>(
          `mutation ($input: GenerateInput!) {
            generate(input: $input) { text adaptations { parameter action quirk { id } } }
          }`,
          { input: inputFor(model, { credential }) },
        );
        expect(generate.text).toBe('Done.');
        expect(words(generate.adaptations)).toEqual(expected.told);
        expect(fake.requests).toHaveLength(1);
        const { body, path, headers } = fake.requests[0]!;
        const previewed = await preview(expected);
        expect(body).toEqual(expected.body);
        expect(body).toEqual(previewed.body);
        expect(fake.origin + path).toBe(fake.url + previewed.path);
        expect(expected.dialect === 'anthropic' ? headers['x-api-key'] : headers.authorization).toBe(
          expected.dialect === 'anthropic' ? key : `Bearer ${key}`,
        );
      } finally {
        await fake.close();
      }
    });

    it(expected.refusedAsAsked ? 'would be refused as it was asked' : 'would be taken as it was asked', async () => {
      const fake = await startFakeProvider({ dialect: expected.dialect, strict: true });
      try {
        const { temperature, topK, maxOutputTokens, stop } = uniformRequest.parameters;
        const messages = uniformRequest.messages.map(({ role, content }) => ({ role: role.toLowerCase(), content }));
        const previewed = await preview(expected);
        const response = await fetch(fake.url + previewed.path, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'x-api-key': key, 'anthropic-version': '2023-06-01' },
          body: JSON.stringify({
            model: (expected.body as { model: string }).model,
            messages,
            temperature,
            top_k: topK,
            max_tokens: maxOutputTokens,
            stop,
          }),
        });
        expect(response.status).toBe(expected.refusedAsAsked ? 400 : 200);
      } finally {
        await fake.close();
      }
    });
  });
});
