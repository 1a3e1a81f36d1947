import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { startRawServer, type RawServer } from '../support/raw-server.js';

let folder: string;
let server: BootedServer;
let provider: RawServer;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'byom-facts-'));
  const models = [
    { id: 'gpt-5.4', price: { input: 1, output: 2, tiers: [{ above: 100, input: 3, output: 4, cacheWrite: 5 }] } },
    { id: 'gpt-of-our-own', name: 'Ours', contextWindow: 9_000 },
  ];
  await writeFile(
    path.join(folder, 'openai.json'),
    JSON.stringify({ asOf: '2026-12-01', source: 'our contract', models }),
  );
  provider = await startRawServer((_, response) => {
    const { temperature } = JSON.parse(provider.requests.at(-1)!.body) as { temperature?: number };
    response.writeHead(temperature === undefined ? 200 : 400, { 'content-type': 'application/json' });
    const error = {
      message: "Unsupported parameter: 'temperature' (canary).",
      type: 'invalid_request_error',
      param: 'temperature',
      code: 'unsupported_parameter',
    };
    const usage = {
      prompt_tokens: 1_000,
      completion_tokens: 3,
      prompt_tokens_details: { cached_tokens: 100 },
    };
    const choices = [{ message: { content: 'Paris' }, finish_reason: 'stop' }];
    response.end(JSON.stringify(temperature === undefined ? { choices, usage } : { error }));
  });
  server = await bootServer({ env: { BYOM_CATALOGUE: folder } });
});
afterAll(async () => {
  await Promise.all([server.close(), provider.close(), rm(folder, { recursive: true })]);
});

const ask = async (query: string, variables: object = {}) => server.client.request<Answer>(query, variables);
const factsOf = async (ref: string) => {
  const { model } = await ask('query($ref: ModelRef!) { model(ref: $ref) { facts { name value source asOf note } } }', {
    ref,
  });
  return model.facts as Answer[];
};

describe('facts', () => {
  it('come from the catalogue that is published, with their source and its date', async () => {
    const { model } = await ask(`{
      model(ref: "anthropic/claude-opus-4-5") {
        name contextWindow maxOutputTokens catalogued retired
        price { inputPerMillion cacheWritePerMillion tiers { aboveInputTokens } asOf }
      }
    }`);
    expect(model).toMatchObject({ contextWindow: 200_000, maxOutputTokens: 64_000, catalogued: true, retired: false });
    expect(model.price).toEqual({
      inputPerMillion: 5,
      cacheWritePerMillion: 6.25,
      tiers: [],
      asOf: '2026-11-23T00:00:00.000Z',
    });
    expect(await factsOf('anthropic/claude-opus-4-5')).toContainEqual({
      name: 'contextWindow',
      value: 200_000,
      source: 'CATALOGUE',
      asOf: '2026-11-23T00:00:00.000Z',
      note: expect.stringContaining('models.dev'),
    });
  });

  it('of a model that was ended are shown, and it is listed where ended ones are asked for', async () => {
    const { model } = await ask('{ model(ref: "openai/gpt-4") { retired deprecatedOn contextWindow } }');
    expect(model).toEqual({ retired: true, deprecatedOn: '2026-10-23T00:00:00.000Z', contextWindow: 8_192 });
    const listed = async (includeDeprecated: boolean) => {
      const query = 'query($filter: ModelFilter) { models(first: 1000, filter: $filter) { nodes { ref } } }';
      const { models } = await ask(query, { filter: { providers: ['openai'], includeDeprecated } });
      return (models.nodes as Answer[]).map(({ ref }) => ref as string);
    };
    expect(await listed(false)).not.toContain('openai/gpt-4');
    expect(await listed(true)).toContain('openai/gpt-4');
  });

  it('come from the operator’s own catalogue first', async () => {
    const { model } = await ask(`{
      model(ref: "openai/gpt-5.4") {
        contextWindow
        price { inputPerMillion tiers { aboveInputTokens inputPerMillion outputPerMillion cacheWritePerMillion } }
      }
    }`);
    expect(model).toEqual({
      contextWindow: 1_050_000,
      price: {
        inputPerMillion: 1,
        tiers: [{ aboveInputTokens: 100, inputPerMillion: 3, outputPerMillion: 4, cacheWritePerMillion: 5 }],
      },
    });
    const { models } = await ask('{ models(filter: { search: "gpt-of-our-own" }) { nodes { ref name } } }');
    expect(models.nodes).toEqual([{ ref: 'openai/gpt-of-our-own', name: 'Ours' }]);
  });

  it('are learned from a refusal, and go with the credential', async () => {
    const { addCredential } = await ask(
      'mutation($input: AddCredentialInput!) { addCredential(input: $input) { id } }',
      { input: { provider: 'openai', apiKey: 'sk-0123456789abcdefghij', baseUrl: `${provider.origin}/v1` } },
    );
    const generate = `mutation {
      generate(input: {
        model: "openai/gpt-4o", messages: [{ role: USER, content: "The capital of France?" }], parameters: { temperature: 0.5 }
      }) {
        text
        usage { inputTokens cachedInputTokens cacheWriteTokens }
        cost { input output total }
        adaptations { parameter action quirk { id kind description source } }
        attempts { errorCode adaptations { parameter } }
      }
    }`;
    const { generate: first } = await ask(generate);
    expect(first).toEqual({
      text: 'Paris',
      usage: { inputTokens: 1_000, cachedInputTokens: 100, cacheWriteTokens: 0 },
      cost: { input: 0.002375, output: 0.00003, total: 0.002405 },
      adaptations: expect.arrayContaining([
        {
          parameter: 'temperature',
          action: 'DROPPED',
          quirk: {
            id: 'openai/gpt-4o/learned-temperature',
            kind: 'unsupported-parameter',
            description: 'Learned: `temperature` is not taken, and left out.',
            source: 'A refusal by the provider.',
          },
        },
      ]),
      attempts: [
        { errorCode: 'PROVIDER_REJECTED', adaptations: [] },
        { errorCode: null, adaptations: [{ parameter: 'temperature' }] },
      ],
    });
    expect((await ask(generate)).generate.attempts).toHaveLength(1);

    const learned = async () => (await factsOf('openai/gpt-4o')).filter(({ source }) => source === 'LEARNED');
    expect(await learned()).toEqual([
      {
        name: 'parameters.temperature',
        value: { supported: false },
        source: 'LEARNED',
        asOf: expect.stringMatching(/^\d{4}-/),
        note: 'From a refusal by the provider.',
      },
    ]);
    const listed = await ask('{ models(filter: { search: "gpt-4o-mini" }) { nodes { facts { source } } } }');
    expect(JSON.stringify(listed)).not.toContain('LEARNED');
    const { model } = await ask('{ model(ref: "openai/gpt-4o") { parameter(name: "temperature") { supported } } }');
    expect(model.parameter).toEqual({ supported: false });
    const stored = async () => (await ask('{ credentials { learnedFacts { model name value asOf } } }')).credentials;
    expect(await stored()).toEqual([
      {
        learnedFacts: [
          {
            model: 'openai/gpt-4o',
            name: 'parameters.temperature',
            value: { supported: false },
            asOf: expect.stringMatching(/^\d{4}-/),
          },
        ],
      },
    ]);
    const forget = 'mutation($id: ID!, $model: ModelRef) { forgetLearnedFacts(credential: $id, model: $model) }';
    const { id } = addCredential;
    expect(await ask(forget, { id, model: 'openai/gpt-5' })).toEqual({ forgetLearnedFacts: 0 });
    expect(await ask(forget, { id })).toEqual({ forgetLearnedFacts: 1 });
    expect(await learned()).toEqual([]);
    expect((await ask(generate)).generate.attempts).toHaveLength(2);
    expect(await learned()).toHaveLength(1);
    await ask('mutation($id: ID!) { removeCredential(id: $id) }', { id });
    expect(await learned()).toEqual([]);
  });
});

it('a server does not start on a catalogue that is wrong, and says what is', async () => {
  const place = path.join(folder, 'wrong.json');
  await writeFile(place, JSON.stringify({ asOf: '2026-12-01', source: 's', models: [{ id: 'm', contextWindow: -1 }] }));
  await expect(bootServer({ env: { BYOM_CATALOGUE: place } })).rejects.toThrow(
    `BYOM_CATALOGUE: ${place}: models[0].contextWindow must be at least 1 token.`,
  );
});
