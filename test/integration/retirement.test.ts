import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openAICompatible } from '../../src/openai-compatible/openai-compatible.js';
import { startFakeProvider, type FakeProvider } from '../support/fake-provider.js';
import { ask, inline, tenant } from '../support/generate-setting.js';
import { plainProvider } from '../support/plain-provider.js';
import { spendingWith, type Spending } from '../support/spending.js';

let fake: FakeProvider;
let spending: Spending;
let known = true;
beforeEach(async () => {
  fake = await startFakeProvider({ dialect: 'compatible', fault: () => (known ? undefined : { status: 404 }) });
  const models = [
    { matches: 'ended', deprecatedOn: '2001-01-01' },
    { matches: 'ending', deprecatedOn: '2999-12-31' },
    { matches: '*' },
  ];
  spending = spendingWith([plainProvider({ baseUrl: fake.url, models }, openAICompatible())]);
});
afterEach(async () => {
  await spending.egress.close();
  await fake.close();
});

const generate = (model: string) => spending.generate.run(tenant, ask({ credential: inline, model: `plain/${model}` }));

it('a model whose end is announced says so with each answer', async () => {
  known = true;
  expect((await generate('ending')).adaptations).toEqual([
    expect.objectContaining({
      parameter: 'model',
      action: 'reported',
      lossless: true,
      reason: 'The provider ends this model on 2999-12-31: move to another one by then.',
    }),
  ]);
  expect((await generate('lasting')).adaptations).toEqual([]);
});

it('a model that its provider no longer knows after its day says when it ended', async () => {
  known = false;
  await expect(generate('ended')).rejects.toMatchObject({
    code: 'UNKNOWN_MODEL',
    message: 'The provider ended this model on 2001-01-01: choose another one.',
  });
  const other = await generate('ending').catch((error: Error) => error.message);
  expect(other).not.toMatch(/ended/);
});
