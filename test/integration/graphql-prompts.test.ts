import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { endOfOptimization } from '../support/e2e-optimization.js';
import { labelExamples } from '../support/label-task.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';

let server: BootedServer;
let openai: FakeProvider;
let anthropic: FakeProvider;
beforeAll(async () => {
  [openai, anthropic, server] = await Promise.all([
    startFakeProvider({ dialect: 'openai', strict: true, answer: ({ messages }) => `openai: ${messages[0]!.content}` }),
    startFakeProvider({ dialect: 'anthropic', strict: true, answer: () => 'anthropic' }),
    bootServer(),
  ]);
  for (const [provider, { url }] of [['openai', openai] as const, ['anthropic', anthropic] as const]) {
    const input = { provider, apiKey: 'sk-canary-0123456789abcdef', baseUrl: url };
    await request('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', { input });
  }
});
afterAll(async () => {
  await server.close();
  await Promise.all([openai.close(), anthropic.close()]);
});

const request = (query: string, variables?: object) => server.client.request<Answer>(query, variables);
const codeOf = async (query: string, variables?: object) => {
  const error: Answer = await request(query, variables).catch((thrown: Answer) => thrown);
  return error.response?.errors[0].extensions.code;
};
const save = (input: object) =>
  request(
    `mutation ($input: SavePromptInput!) { savePrompt(input: $input) {
      id model labels parent { id } origin { id } candidate { id } versions { nodes { id } } } }`,
    { input },
  );
const label = (version: number, more = '') =>
  request(`mutation { setPromptLabel(name: "greet", version: ${version}${more}) { id labels } }`);
const run = async (more: object = {}) => {
  const { runPrompt } = await request(
    'mutation ($input: RunPromptInput!) { runPrompt(input: $input) { id promptId text model adaptations { parameter action } } }',
    { input: { name: 'greet', inputs: { who: 'Ada' }, ...more } },
  );
  return runPrompt;
};
const text = (greeting: string, parameters?: object) => ({ system: greeting, user: 'Greet {{who}}.', parameters });

describe('a saved prompt', () => {
  it('has versions, and runs the newest until one is labelled production', async () => {
    const model = 'openai/gpt-4o-mini';
    expect((await save({ name: 'greet', prompt: text('one'), model })).savePrompt).toEqual({
      id: 'greet@1',
      model,
      labels: [],
      parent: null,
      origin: null,
      candidate: null,
      versions: { nodes: [{ id: 'greet@1' }] },
    });
    expect((await save({ name: 'greet', prompt: text('two'), model })).savePrompt).toMatchObject({
      parent: { id: 'greet@1' },
      versions: { nodes: [{ id: 'greet@2' }, { id: 'greet@1' }] },
    });
    expect((await run()).text).toBe('openai: two');
    expect((await label(1)).setPromptLabel).toEqual({ id: 'greet@1', labels: ['production'] });
    expect(await run()).toMatchObject({ text: 'openai: one', promptId: 'greet@1' });
    expect((await run({ version: 2 })).text).toBe('openai: two');
    await label(2, ', label: "staging"');
    expect((await run({ label: 'staging' })).text).toBe('openai: two');
  });

  it('is released and rolled back by moving the label, which tells its history', async () => {
    await label(2);
    expect((await run()).text).toBe('openai: two');
    const moves =
      '{ prompt(name: "greet", label: "production") { id labels labelMoves(label: "production") { nodes { version previousVersion movedAt } } } }';
    const { prompt: released } = await request(moves);
    expect(released).toMatchObject({ id: 'greet@2', labels: ['production', 'staging'] });
    await label(released.labelMoves.nodes[0].previousVersion);
    expect((await run()).text).toBe('openai: one');
    expect((await request(moves)).prompt.labelMoves.nodes).toEqual([
      { version: 1, previousVersion: 2, movedAt: expect.any(String) },
      { version: 2, previousVersion: 1, movedAt: expect.any(String) },
      { version: 1, previousVersion: null, movedAt: expect.any(String) },
    ]);
    await request('mutation { removePromptLabel(name: "greet") { id } }');
    expect((await run()).text).toBe('openai: two');
    await label(1);
  });

  it('gives the first answer to the same idempotency key, wherever its label went meanwhile', async () => {
    const first = await run({ idempotencyKey: 'key-of-greet' });
    await label(2);
    expect(await run({ idempotencyKey: 'key-of-greet' })).toEqual(first);
    expect(
      await codeOf('mutation ($input: RunPromptInput!) { runPrompt(input: $input) { id } }', {
        input: { name: 'greet', inputs: { who: 'Eve' }, idempotencyKey: 'key-of-greet' },
      }),
    ).toBe('IDEMPOTENCY_MISMATCH');
  });

  it('changes its model without a change in any client, over two dialects', async () => {
    // The client's request, from here on, is the one of `run()`.
    const prompt = text('Be brief.', { temperature: 1.5, seed: 7, maxOutputTokens: 20 });
    await save({ name: 'greet', prompt, model: 'openai/gpt-4o-mini' });
    await label(3);
    expect(await run()).toMatchObject({ text: 'openai: Be brief.', model: 'openai/gpt-4o-mini' });
    const { savePrompt: moved } = await save({
      name: 'greet',
      prompt: { name: 'greet', label: 'production' },
      model: 'anthropic/claude-sonnet-4-5',
    });
    expect(moved).toMatchObject({ id: 'greet@4', parent: { id: 'greet@3' }, model: 'anthropic/claude-sonnet-4-5' });
    expect((await run()).model).toBe('openai/gpt-4o-mini');
    await label(4);
    const ran = await run();
    expect(ran).toMatchObject({ text: 'anthropic', model: 'anthropic/claude-sonnet-4-5' });
    expect(ran.adaptations.map(({ parameter }: Answer) => parameter).toSorted()).toEqual(
      expect.arrayContaining(['seed', 'temperature']),
    );
    expect(anthropic.requests.at(-1)!.body).toMatchObject({ system: expect.anything(), max_tokens: 20 });
    // Or for one call alone.
    expect(await run({ model: 'openai/gpt-4o-mini' })).toMatchObject({ text: 'openai: Be brief.' });
  });

  it('comes from an optimization that started from another, and is released where that was asked for', async () => {
    await save({ name: 'sort', prompt: { system: 'Sort the message.', user: '{{text}}' } });
    const optimized = async (more: object) => {
      const input = {
        prompt: { name: 'sort', version: 1 },
        model: 'sandbox/simulated-large',
        dataset: { examples: labelExamples(90) },
        metric: { kind: 'EXACT_MATCH' },
        budget: { maxCalls: 180 },
        seed: 5,
        saveAs: 'sorted',
        ...more,
      };
      const { optimizePrompt } = await request(
        'mutation ($input: OptimizePromptInput!) { optimizePrompt(input: $input) { id } }',
        { input },
      );
      await endOfOptimization(server.client, optimizePrompt.id);
      const read = `query ($id: ID!) { optimization(id: $id) { best { id } result { improved savedAs {
        id labels parent { id } origin { id } candidate { id test { mean } } } } } }`;
      return { id: optimizePrompt.id, ...(await request(read, { id: optimizePrompt.id })).optimization };
    };
    const quiet = await optimized({});
    expect(quiet.result).toEqual({
      improved: true,
      savedAs: {
        id: 'sorted@1',
        labels: [],
        parent: { id: 'sort@1' },
        origin: { id: quiet.id },
        candidate: { id: quiet.best.id, test: { mean: expect.any(Number) } },
      },
    });
    const released = await optimized({ promote: true });
    expect(released.result.savedAs).toMatchObject({ id: 'sorted@2', labels: ['production'] });
    expect(
      await codeOf('mutation ($input: OptimizePromptInput!) { optimizePrompt(input: $input) { id } }', {
        input: {
          prompt: { name: 'sort' },
          model: 'sandbox/simulated-large',
          dataset: { examples: labelExamples(20) },
          metric: { kind: 'EXACT_MATCH' },
          budget: { maxCalls: 50 },
          promote: true,
        },
      }),
    ).toBe('BAD_USER_INPUT');
    // The optimization goes, the prompt stays.
    await request('mutation ($id: ID!) { deleteOptimization(id: $id) }', { id: released.id });
    expect(await request('{ prompt(name: "sorted") { id origin { id } candidate { id } labels } }')).toEqual({
      prompt: { id: 'sorted@2', origin: null, candidate: null, labels: ['production'] },
    });
  });

  it('is what an optimization can start from by its label', async () => {
    const preview = await codeOf('mutation ($input: OptimizePromptInput!) { optimizePrompt(input: $input) { id } }', {
      input: {
        prompt: { name: 'greet', label: 'no-such-label' },
        model: 'openai/gpt-4o-mini',
        dataset: { examples: [{ inputs: { who: 'Ada' }, expected: 'hello' }] },
        metric: { kind: 'EXACT_MATCH' },
        budget: { maxCalls: 10 },
      },
    });
    expect(preview).toBe('NOT_FOUND');
  });

  it('says what is wrong with a label, a version or a name', async () => {
    const set = (args: string) => codeOf(`mutation { setPromptLabel(${args}) { id } }`);
    expect(await set('name: "greet", version: 99')).toBe('NOT_FOUND');
    expect(await set('name: "nobody", version: 1')).toBe('NOT_FOUND');
    expect(await set('name: "greet", version: 1, label: " odd "')).toBe('BAD_USER_INPUT');
    const both = { name: 'greet', inputs: { who: 'Ada' }, version: 1, label: 'production' };
    const runPrompt = 'mutation ($input: RunPromptInput!) { runPrompt(input: $input) { id } }';
    expect(await codeOf(runPrompt, { input: both })).toBe('BAD_USER_INPUT');
    expect(await codeOf(runPrompt, { input: { name: 'greet', inputs: { who: 'Ada' }, version: 0 } })).toBe('NOT_FOUND');
    expect(await codeOf('{ prompt(name: "greet", version: 1, label: "production") { id } }')).toBe('BAD_USER_INPUT');
    expect(await codeOf('mutation { removePromptLabel(name: "nobody") { id } }')).toBe('NOT_FOUND');
  });

  it('goes for good', async () => {
    await save({ name: 'copy', prompt: { name: 'greet', version: 2 } });
    expect(await request('mutation { deletePrompt(name: "greet") }')).toEqual({ deletePrompt: 'greet' });
    expect(await codeOf('mutation { deletePrompt(name: "greet") }')).toBe('NOT_FOUND');
    expect(await request('{ prompt(name: "greet") { id } copy: prompt(name: "copy") { parent { id } } }')).toEqual({
      prompt: null,
      copy: { parent: null },
    });
    expect((await save({ name: 'greet', prompt: text('anew') })).savePrompt).toMatchObject({
      id: 'greet@1',
      labels: [],
    });
  });
});
