import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { expectedBodies, uniformRequest, type ExpectedBody } from '../support/expected-bodies.js';
import { startFakeProvider, type FakeRequest } from '../support/fake-provider.js';
import { openaiSchemaMissing, publishedOpenaiSchema } from '../support/published-openai-schema.js';

const plugins = path.resolve(import.meta.dirname, '../../plugins');

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
const paths = {
  openai: '/v1/chat/completions',
  anthropic: '/v1/messages',
  groq: '/openai/v1/chat/completions',
  baseten: '/v1/chat/completions',
  ollama: '/api/chat',
  compatible: '/v1/chat/completions',
} as const;
/** But for the announced end of a model, which is a matter of the day. */
const words = (adaptations: readonly Told[]) =>
  adaptations
    .filter(({ parameter }) => parameter !== 'model')
    .map(({ parameter, action }) => `${parameter} ${action.toLowerCase()}`)
    .toSorted();
const inputFor = (model: string, changes: object = {}) => ({ model, ...uniformRequest, ...changes });

/** How each API wants to be told who asks; none wants to hear it twice. */
function expectAuthentication({ dialect }: ExpectedBody, { headers }: FakeRequest): void {
  const told = { key: headers['x-api-key'], version: headers['anthropic-version'], bearer: headers.authorization };
  expect(told).toEqual(
    dialect === 'anthropic'
      ? { key, version: '2023-06-01', bearer: undefined }
      : { key: undefined, version: undefined, bearer: `Bearer ${key}` },
  );
  expect(headers['content-type']).toMatch(/^application\/json/);
}

const generated = async (model: string, credential?: object) => {
  const { generate } = await server.client.request<{ generate: { text: string; adaptations: Told[] } }>(
    `mutation ($input: GenerateInput!) {
      generate(input: $input) { text adaptations { parameter action quirk { id } } }
    }`,
    { input: inputFor(model, { credential }) },
  );
  return generate;
};

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
    expect(providers.map(({ id }) => id).toSorted()).toEqual(readdirSync(plugins).toSorted());
  });

  describe.each(expectedBodies.map((one) => [one.model, one] as const))('on %s', (model, expected) => {
    const provider = model.slice(0, model.indexOf('/'));

    it('is previewed as the provider takes it, with each change told and its quirk named', async () => {
      const { method, body, adaptations } = await preview(expected);
      expect({ method, body }).toEqual({ method: 'POST', body: expected.body });
      expect(words(adaptations)).toEqual(expected.told);
      for (const { quirk, parameter } of adaptations)
        if (parameter !== 'model') expect(quirk?.id).toMatch(new RegExp(`^${provider}/`));
    });

    const { dialect } = expected;
    if (dialect === undefined) {
      it('is answered without anything being sent', async () => {
        const { text, adaptations } = await generated(model);
        expect(text).not.toBe('');
        expect(words(adaptations)).toEqual(expected.told);
      });
      return;
    }

    it('arrives as previewed, at an API that refuses what the real one does', async () => {
      const fake = await startFakeProvider({ dialect, strict: true, answer: () => 'Done.' });
      try {
        const { text, adaptations } = await generated(model, { provider, apiKey: key, baseUrl: fake.url });
        expect(text).toBe('Done.');
        expect(words(adaptations)).toEqual(expected.told);
        // Servers of one's own are asked for facts too, without a body.
        const sent = fake.requests.filter((request) => request.body !== undefined);
        expect(sent).toHaveLength(1);
        const { body, path } = sent[0]!;
        const previewed = await preview(expected);
        expect(body).toEqual(expected.body);
        expect(body).toEqual(previewed.body);
        expect(path).toBe(paths[dialect]);
        expect(fake.origin + path).toBe(fake.url + previewed.path);
        expectAuthentication(expected, sent[0]!);
      } finally {
        await fake.close();
      }
    });

    it(expected.refusedAsAsked ? 'would be refused as it was asked' : 'would be taken as it was asked', async () => {
      const fake = await startFakeProvider({ dialect, strict: true });
      const statusOf = async (body: object) => {
        const headers = { authorization: `Bearer ${key}`, 'x-api-key': key, 'anthropic-version': '2023-06-01' };
        const sent = { method: 'POST', headers, body: JSON.stringify(body) };
        const response = await fetch(fake.origin + paths[dialect], sent);
        await response.text();
        return response.status;
      };
      try {
        const { temperature, topK: top_k, maxOutputTokens: max_tokens, stop } = uniformRequest.parameters;
        const messages = uniformRequest.messages.map(({ role, content }) => ({ role: role.toLowerCase(), content }));
        const { model: name } = expected.body as { model: string };
        const asked = { model: name, messages, temperature, top_k, max_tokens, stop };
        expect(await statusOf(asked)).toBe(expected.refusedAsAsked ? 400 : 200);
        expect(await statusOf(expected.body)).toBe(200);
      } finally {
        await fake.close();
      }
    });
  });

  const published = openaiSchemaMissing === undefined ? it : it.skip;
  published(
    `is taken by OpenAI's published schema${openaiSchemaMissing ? ` (${openaiSchemaMissing})` : ''}`,
    async () => {
      const validate = publishedOpenaiSchema();
      const sent = expectedBodies.filter(({ dialect }) => dialect === 'openai');
      expect(sent.length).toBeGreaterThan(1);
      for (const one of sent) {
        const { body } = await preview(one);
        expect({ taken: validate(body), errors: validate.errors }).toEqual({ taken: true, errors: null });
        expect(validate({ ...(body as object), stop: uniformRequest.parameters.stop })).toBe(false);
      }
    },
  );
});
