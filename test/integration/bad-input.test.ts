import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { badInputCases } from './bad-input-cases.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';

let server: BootedServer;
beforeAll(async () => {
  server = await bootServer();
});
afterAll(() => server.close());

describe('bad input', () => {
  it.each(Object.entries(badInputCases))(
    'answers %s with its typed error',
    async (_name, { query, input, code, message, value }) => {
      const failure = await server.client.rawRequest(query, { input }).catch((error: Answer) => error);
      const errors = failure.response?.errors ?? failure.errors;
      expect(errors).toHaveLength(1);
      expect(errors[0].extensions).toMatchObject({ code, retryable: false });
      expect(errors[0].message).toMatch(message);
      if (value) expect(JSON.stringify(errors)).not.toContain(value);
      expect(await server.client.request('{ viewer { id } }')).toEqual({ viewer: { id: expect.any(String) } });
    },
  );

  it.each([
    ['a literal beyond all numbers', '1e999'],
    ['NaN as a literal', 'NaN'],
  ])('refuses %s', async (_name, literal) => {
    const document = `mutation { optimizePrompt(input: { prompt: { user: "{{text}}" }, model: "sandbox/simulated-small",
      dataset: { examples: [{ inputs: { text: "x" }, expected: "y" }] }, metric: { kind: EXACT_MATCH },
      budget: { maxUsd: ${literal} } }) { id } }`;
    const failure = await server.client.rawRequest(document).catch((error: Answer) => error);
    expect(failure.response.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  it('refuses a metric of metrics without end', async () => {
    const nested = (depth: number) =>
      `${'{"kind":"COMPOSITE","parts":[{"weight":1,"metric":'.repeat(depth)}{"kind":"LENGTH","most":1}${'}]}'.repeat(depth)}`;
    const query = 'mutation ($input: OptimizePromptInput!) { optimizePrompt(input: $input) { id } }';
    const message = async (depth: number) => {
      const input = `{"prompt":{"user":"{{text}}"},"model":"sandbox/simulated-small",
        "dataset":{"examples":[{"inputs":{"text":"x"}}]},"budget":{"maxCalls":50},"metric":${nested(depth)}}`;
      const response = await fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token}` },
        body: `{"query":${JSON.stringify(query)},"variables":{"input":${input}}}`,
      });
      const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
      return errors[0]!.message;
    };
    expect(await message(3)).toMatch(/at most 2 deep/);
    expect(await message(20_000)).toMatch(/nested too deeply/);
  });

  it('answers a dataset of 100,000 rows with a typed error, and goes on', async () => {
    const rows = (length: number, text: string) => ({
      name: 'large',
      examples: Array.from({ length }, (_, i) => ({ inputs: { text: `${text} ${i}` }, expected: 'x' })),
    });
    const create = 'mutation($input: CreateDatasetInput!) { createDataset(input: $input) { id } }';
    const many = await server.client
      .rawRequest(create, { input: rows(100_000, 'canary') })
      .catch((error: Answer) => error);
    expect(many.response.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(many.response.errors)).not.toContain('canary');
    const large = await server.client
      .rawRequest(create, { input: rows(100_000, 'canary '.repeat(30)) })
      .catch((error: Answer) => error);
    expect(large.response.errors[0].extensions.code).toBe('PAYLOAD_TOO_LARGE');
    expect(await server.client.request('{ datasets { totalCount } }')).toEqual({ datasets: { totalCount: 0 } });
  });

  it.each(['models', 'datasets', 'prompts', 'optimizations'])('holds pages of %s to their limits', async (list) => {
    for (const first of [0, -1, 1001]) {
      const failure = await server.client
        .rawRequest(`{ ${list}(first: ${first}) { totalCount } }`)
        .catch((error: Answer) => error);
      expect(failure.response.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    }
    const all = await server.client.request<Answer>(`{ ${list}(first: null) { totalCount } }`);
    expect(all[list].totalCount).toBeGreaterThanOrEqual(0);
  });
});
