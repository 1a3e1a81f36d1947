import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { bootServer, type BootedServer } from '../support/boot-server.js';
import { endOfOptimization, sandboxBrain } from '../support/e2e-optimization.js';
import { startFakeProvider, type FakeProvider, type Fault } from '../support/fake-provider.js';
import { labelExamples } from '../support/label-task.js';

const keys = {
  openai: 'sk-openai-0123456789abcdef',
  anthropic: 'sk-ant-0123456789abcdefgh',
  second: 'sk-second-0123456789abc',
  slow: 'sk-slow-0123456789abcdef',
};
const fault: { openai?: Fault; anthropic?: Fault } = {};

let server: BootedServer;
let openai: FakeProvider;
let anthropic: FakeProvider;
let ids: Record<'openai' | 'second' | 'slow', string>;
beforeAll(async () => {
  [openai, anthropic, server] = await Promise.all([
    startFakeProvider({ dialect: 'openai', answer: sandboxBrain, fault: () => fault.openai }),
    startFakeProvider({ dialect: 'anthropic', answer: () => 'from Anthropic', fault: () => fault.anthropic }),
    bootServer(),
  ]);
  const add = async (provider: string, apiKey: string, baseUrl: string, makeDefault = true): Promise<string> => {
    const input = { provider, apiKey, baseUrl, makeDefault };
    return (await request('mutation ($input: AddCredentialInput!) { addCredential(input: $input) { id } }', { input }))
      .addCredential.id;
  };
  ids = {
    openai: await add('openai', keys.openai, openai.url),
    second: await add('openai', keys.second, openai.url, false),
    slow: await add('openai', keys.slow, openai.url, false),
  };
  await add('anthropic', keys.anthropic, anthropic.url);
});
afterAll(async () => {
  await server.close();
  await Promise.all([openai.close(), anthropic.close()]);
});
beforeEach(() => {
  delete fault.openai;
  delete fault.anthropic;
});

const request = (query: string, variables?: object) => server.client.request<Answer>(query, variables);
const failureOf = async (work: Promise<unknown>): Promise<Answer> => {
  const error: Answer = await work.then(
    () => ({}),
    (thrown: Answer) => thrown,
  );
  return error.response?.errors[0].extensions;
};
const generate = async (input: object): Promise<Answer> =>
  (
    await request(
      `mutation ($input: GenerateInput!) { generate(input: $input) {
        model text credential { id } attempts { model errorCode adaptations { parameter action } }
        adaptations { parameter action } cost { total } } }`,
      { input: { messages: [{ role: 'USER', content: 'Hello' }], ...input } },
    )
  ).generate;
const setAlias = async (input: object): Promise<Answer> =>
  (
    await request(`mutation ($input: SetAliasInput!) { setAlias(input: $input) { id name model credential { id } } }`, {
      input,
    })
  ).setAlias;
const lastKey = () => openai.requests.at(-1)!.headers['authorization'];

describe('fallbacks', () => {
  const input = {
    model: 'openai/gpt-4o-mini',
    parameters: { temperature: 1.5 },
    fallbacks: ['baseten/no-key', 'anthropic/claude-haiku-4-5'],
  };

  test('answer where the model before fails with a retryable error, each adapted for its own model', async () => {
    fault.openai = { status: 503 };
    const sent = openai.requests.length;
    const answer = await generate(input);
    expect(answer).toMatchObject({ model: 'anthropic/claude-haiku-4-5', text: 'from Anthropic' });
    // Asked again once, since another is left to ask; what cannot be paid for is passed over.
    expect(openai.requests.length - sent).toBe(2);
    expect(answer.attempts.map(({ model, errorCode }: Answer) => [model, errorCode])).toEqual([
      ['openai/gpt-4o-mini', 'PROVIDER_OVERLOADED'],
      ['openai/gpt-4o-mini', 'PROVIDER_OVERLOADED'],
      ['anthropic/claude-haiku-4-5', null],
    ]);
    expect(openai.requests.at(-1)!.body.temperature).toBe(1.5);
    expect(anthropic.requests.at(-1)!.body.temperature).toBe(1);
    expect(answer.adaptations).toContainEqual({ parameter: 'temperature', action: 'CLAMPED' });
    expect(answer.attempts[0].adaptations).not.toContainEqual({ parameter: 'temperature', action: 'CLAMPED' });
    const { usage } = await request('{ usage(groupBy: [MODEL]) { rows { key calls } } }');
    expect(usage.rows.map(({ key }: Answer) => key.model)).toContain('anthropic/claude-haiku-4-5');
  });

  test('are not asked after an answer, or an error that would come again', async () => {
    const sent = anthropic.requests.length;
    expect(await generate(input)).toMatchObject({ model: 'openai/gpt-4o-mini' });
    fault.openai = { status: 401 };
    expect(await failureOf(generate(input))).toMatchObject({ code: 'CREDENTIAL_INVALID' });
    expect(anthropic.requests.length).toBe(sent);
  });

  test('are asked at once where the provider wants a long wait, and all who were asked are told', async () => {
    fault.openai = { status: 429, headers: { 'retry-after': '30' } };
    fault.anthropic = { status: 529 };
    const sent = openai.requests.length;
    expect(await failureOf(generate({ ...input, model: 'alias:slow-one' }))).toMatchObject({ code: 'UNKNOWN_MODEL' });
    await setAlias({ name: 'slow-one', model: 'openai/gpt-4o-mini', credential: ids.slow });
    const failure = await failureOf(generate({ ...input, model: 'alias:slow-one' }));
    expect(failure).toMatchObject({ code: 'PROVIDER_OVERLOADED', provider: { id: 'anthropic' } });
    expect(failure.details.attempts.map(({ model }: Answer) => model)).toEqual([
      'openai/gpt-4o-mini',
      ...Array(3).fill('anthropic/claude-haiku-4-5'),
    ]);
    // Still waiting to be asked again: passed by without a request.
    delete fault.anthropic;
    expect(await generate({ ...input, model: 'alias:slow-one' })).toMatchObject({ text: 'from Anthropic' });
    expect(openai.requests.length - sent).toBe(1);
  });

  test('of unknown providers and too many of them are refused before anything is sent', async () => {
    const sent = openai.requests.length;
    expect(await failureOf(generate({ ...input, fallbacks: ['nobody/model'] }))).toMatchObject({
      code: 'UNKNOWN_MODEL',
    });
    const nine = Array(9).fill('anthropic/claude-haiku-4-5');
    expect(await failureOf(generate({ ...input, fallbacks: nine }))).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(openai.requests.length).toBe(sent);
  });
});

describe('an alias', () => {
  test('stands for a model and for who pays, and moves without a change in any client', async () => {
    expect(await setAlias({ name: 'fast', model: 'openai/gpt-4o-mini', credential: ids.second })).toEqual({
      id: 'fast',
      name: 'fast',
      model: 'openai/gpt-4o-mini',
      credential: { id: ids.second },
    });
    expect(await generate({ model: 'alias:fast' })).toMatchObject({
      model: 'openai/gpt-4o-mini',
      credential: { id: ids.second },
    });
    expect(lastKey()).toBe(`Bearer ${keys.second}`);
    expect(await generate({ model: 'alias:fast', credential: { id: ids.openai } })).toMatchObject({
      credential: { id: ids.openai },
    });

    await request(
      `mutation { savePrompt(input: { name: "greet", model: "alias:fast", prompt: { user: "Hi {{name}}" } }) { model } }`,
    );
    const run = `mutation { runPrompt(input: { name: "greet", inputs: { name: "Ada" } }) { model text } }`;
    expect((await request(run)).runPrompt.model).toBe('openai/gpt-4o-mini');
    await setAlias({ name: 'fast', model: 'anthropic/claude-haiku-4-5' });
    expect((await request(run)).runPrompt).toEqual({ model: 'anthropic/claude-haiku-4-5', text: 'from Anthropic' });
    expect(await request('{ model(ref: "alias:fast") { id } }')).toEqual({
      model: { id: 'anthropic/claude-haiku-4-5' },
    });
    const preview = `query ($input: GenerateInput!) { previewRequest(input: $input) { model { id } path } }`;
    const messages = [{ role: 'USER', content: 'Hello' }];
    expect((await request(preview, { input: { model: 'alias:fast', messages } })).previewRequest).toEqual({
      model: { id: 'anthropic/claude-haiku-4-5' },
      path: '/v1/messages',
    });
  });

  test('is the tenant’s own, listed, removed, and made of what is there', async () => {
    const codeOf = async (work: Promise<unknown>) => (await failureOf(work))?.code;
    expect(await codeOf(setAlias({ name: 'no good', model: 'openai/gpt-4o-mini' }))).toBe('BAD_USER_INPUT');
    expect(await codeOf(setAlias({ name: 'again', model: 'alias:fast' }))).toBe('BAD_USER_INPUT');
    expect(await codeOf(setAlias({ name: 'a', model: 'nobody/model' }))).toBe('UNKNOWN_MODEL');
    expect(await codeOf(setAlias({ name: 'a', model: 'openai/x', credential: 'none' }))).toBe('NOT_FOUND');
    expect(await codeOf(setAlias({ name: 'a', model: 'anthropic/x', credential: ids.second }))).toBe(
      'CREDENTIAL_MISMATCH',
    );
    await setAlias({ name: 'Brief', model: 'openai/gpt-4o-mini' });
    const names = async () => (await request('{ aliases { name } }')).aliases.map(({ name }: Answer) => name);
    expect(await names()).toContain('Brief');
    expect(await request('mutation { removeAlias(name: "Brief") }')).toEqual({ removeAlias: 'Brief' });
    expect(await names()).not.toContain('Brief');
    expect(await codeOf(request('mutation { removeAlias(name: "Brief") }'))).toBe('NOT_FOUND');
    expect(await codeOf(generate({ model: 'alias:Brief' }))).toBe('UNKNOWN_MODEL');
    expect(await request('{ model(ref: "alias:Brief") { id } }')).toEqual({ model: null });
  });

  test('is what it meant at its start to an optimization, which its credential pays', async () => {
    await setAlias({ name: 'task', model: 'openai/gpt-4o-mini', credential: ids.second });
    const start = async (more: object): Promise<Answer> =>
      (
        await request(`mutation ($input: EvaluateInput!) { evaluate(input: $input) { id } }`, {
          input: {
            prompt: { system: 'Sort the message.', user: '{{text}}' },
            model: 'alias:task',
            dataset: { examples: labelExamples(12) },
            metric: { kind: 'EXACT_MATCH' },
            budget: { maxCalls: 20 },
            idempotencyKey: 'same',
            seed: 1,
            ...more,
          },
        })
      ).evaluate;
    const { id } = await start({});
    const ended = await endOfOptimization(server.client, id);
    expect(ended.status).toBe('SUCCEEDED');
    expect(lastKey()).toBe(`Bearer ${keys.second}`);
    await setAlias({ name: 'task', model: 'anthropic/claude-haiku-4-5' });
    expect(await start({})).toEqual({ id });
    expect(await failureOf(start({ seed: 2 }))).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  });

  test('whose credential was removed fails, and falls on no other key', async () => {
    await setAlias({ name: 'poor', model: 'openai/gpt-4o-mini', credential: ids.second });
    await request('mutation ($id: ID!) { removeCredential(id: $id) }', { id: ids.second });
    const sent = openai.requests.length;
    expect(await failureOf(generate({ model: 'alias:poor' }))).toMatchObject({ code: 'NO_CREDENTIAL' });
    expect(openai.requests.length).toBe(sent);
    const { aliases } = await request('{ aliases { name credential { id } } }');
    expect(aliases).toContainEqual({ name: 'poor', credential: null });
  });
});
