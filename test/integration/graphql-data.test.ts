import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gql } from 'graphql-request';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';

let server: BootedServer;
let openai: FakeProvider;
const key = 'sk-canary-0123456789abcdef';

beforeAll(async () => {
  openai = await startFakeProvider({ dialect: 'openai', strict: true, answer: () => 'Paris' });
  server = await bootServer();
});
afterAll(async () => {
  await server.close();
  await openai.close();
});

const request = (query: string, variables?: object) => server.client.request<Answer>(query, variables);
const failure = async (query: string, variables?: object) => {
  const error: Answer = await server.client.rawRequest(query, variables).catch((thrown: Answer) => thrown);
  return error.response.errors[0];
};

describe('datasets and prompts', () => {
  it('keeps, shows and forgets a dataset', async () => {
    const create = `mutation($input: CreateDatasetInput!) { createDataset(input: $input) { id name version size splits { split size } } }`;
    const examples = [
      { id: 'a', inputs: { text: 'x' }, expected: null, split: 'TEST' },
      { inputs: { text: 'y', deep: { null: null } }, expected: { n: 1.5 }, feedback: 'because' },
      { inputs: { text: 'z' } },
    ];
    const { createDataset: made } = await request(create, { input: { name: 'mine', examples } });
    expect(made).toMatchObject({
      name: 'mine',
      version: 1,
      size: 3,
      splits: expect.arrayContaining([{ split: 'TEST', size: 1 }]),
    });
    const read = `query($id: ID!, $after: String, $split: Split) { dataset(id: $id) { examples(first: 2, after: $after, split: $split) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } }
      nodes { id inputs expected feedback split } } } }`;
    const first = (await request(read, { id: made.id })).dataset.examples;
    expect(first.nodes).toEqual([
      { id: `${made.id}/a`, inputs: { text: 'x' }, expected: null, feedback: null, split: 'TEST' },
      {
        id: expect.any(String),
        inputs: { text: 'y', deep: { null: null } },
        expected: { n: 1.5 },
        feedback: 'because',
        split: null,
      },
    ]);
    expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const rest = (await request(read, { id: made.id, after: first.pageInfo.endCursor })).dataset.examples;
    expect(rest).toMatchObject({
      nodes: [{ inputs: { text: 'z' } }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
    expect((await request(read, { id: made.id, split: 'TEST' })).dataset.examples.totalCount).toBe(1);

    expect(await request('mutation($id: ID!) { deleteDataset(id: $id) }', { id: made.id })).toEqual({
      deleteDataset: made.id,
    });
    expect(await request('query($id: ID!) { dataset(id: $id) { id } }', { id: made.id })).toEqual({ dataset: null });
  });

  it('saves, shows and runs a prompt', async () => {
    const save = gql`
      mutation ($input: SavePromptInput!) {
        savePrompt(input: $input) {
          id
          name
          version
          system
          user
          model
          responseFormat
          parameters
          createdAt
          demonstrations {
            inputs
            expected
          }
          origin {
            id
          }
        }
      }
    `;
    const prompt = {
      system: 'Answer with a city.',
      user: 'Capital of {{country}}?',
      demonstrations: [{ inputs: { country: 'Spain' }, expected: 'Madrid' }],
      responseFormat: { kind: 'TEXT' },
      parameters: { maxOutputTokens: 50, reasoningEffort: 'LOW' },
    };
    const input = { name: 'capitals', prompt, model: 'openai/gpt-5-mini' };
    const { savePrompt: saved } = await request(save, { input });
    expect(saved).toMatchObject({ id: 'capitals@1', ...prompt, model: 'openai/gpt-5-mini', origin: null });
    // What is read can be saved again as it is.
    const { demonstrations, responseFormat, parameters, system, user } = saved;
    const again = { ...input, prompt: { demonstrations, responseFormat, parameters, system, user } };
    expect((await request(save, { input: again })).savePrompt).toMatchObject({ id: 'capitals@2', ...prompt });

    const run = `mutation($input: RunPromptInput!) { runPrompt(input: $input) { text model } }`;
    const credential = { provider: 'openai', apiKey: key, baseUrl: openai.url };
    const ran = await request(run, { input: { name: 'capitals', inputs: { country: 'France' }, credential } });
    expect(ran.runPrompt).toEqual({ text: 'Paris', model: 'openai/gpt-5-mini' });
    expect(JSON.stringify(openai.requests.at(-1)!.body)).toContain('Capital of France?');
    const unknown = await failure(run, { input: { name: 'capitals', inputs: { land: 'France' }, credential } });
    expect(unknown.extensions.code).toBe('BAD_USER_INPUT');
    expect(unknown.message).toContain('country');

    const { prompts, prompt: first } = await request(
      '{ prompts { nodes { id } totalCount } prompt(name: "capitals", version: 1) { id } }',
    );
    expect(prompts).toEqual({ nodes: [{ id: 'capitals@2' }], totalCount: 1 });
    expect(first).toEqual({ id: 'capitals@1' });
    expect(await request('{ prompt(name: "nothing") { id } }')).toEqual({ prompt: null });
  });
});
