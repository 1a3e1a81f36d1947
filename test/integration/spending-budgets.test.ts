import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { GraphQLClient } from 'graphql-request';
import type { Answer } from '../support/answer.js';
import { BudgetSetting, failureOf } from '../support/budget-setting.js';
import { waitUntil } from '../support/e2e-waiting.js';

const setting = new BudgetSetting();
beforeAll(() => setting.start());
afterAll(() => setting.close());
beforeEach(() => setting.freshTenant());
afterEach(() => setting.release());

describe('a budget', () => {
  test('that is used up says which and until when, and nothing is sent; other tenants go on', async () => {
    const { id, resetsAt } = await setting.set({ window: 'MONTH', maxCalls: 1 });
    await setting.generate();
    const before = setting.fake.requests.length;
    const { code, retryable, details } = await failureOf(setting.generate({}, 1));
    expect([code, retryable]).toEqual(['BUDGET_EXCEEDED', false]);
    expect(details).toEqual({
      limit: 'maxCalls',
      why: 'used-up',
      budget: { id, credential: null, window: 'MONTH', owner: 'TENANT', limit: 'maxCalls', resetsAt },
    });
    // Whoever asks again with the same idempotency key once there is room is answered.
    const key = { idempotencyKey: 'again' };
    expect((await failureOf(setting.generate(key))).code).toBe('BUDGET_EXCEEDED');
    expect(setting.fake.requests.length).toBe(before);
    await setting.set({ window: 'MONTH', maxCalls: 2 });
    await setting.generate(key, 1);
    expect(setting.fake.requests.length).toBe(before + 1);
    expect(
      (
        await failureOf(
          setting.ask('mutation ($id: ID!) { verifyCredential(id: $id) { ok } }', { id: setting.credential }),
        )
      ).code,
    ).toBe('BUDGET_EXCEEDED');
    const [budget] = (await setting.budgets()) as [Answer];
    expect(budget.left).toEqual({ usd: null, calls: 0, tokens: null });
  });

  test('of a credential holds that key alone: a fallback on another key still answers', async () => {
    await setting.set({ window: 'ONCE', maxCalls: 1, credential: setting.credential });
    await setting.generate();
    expect((await failureOf(setting.generate())).details.budget.credential).toBe(setting.credential);
    const second = await setting.addKey('groq', setting.other);
    const { generate: answered } = await setting.generate({ fallbacks: ['groq/llama-3.1-8b-instant'] });
    expect([answered.model, answered.credential.id]).toEqual(['groq/llama-3.1-8b-instant', second]);
    // What holds for everything that the tenant spends holds for the fallback too.
    await setting.set({ window: 'DAY', maxCalls: 2 });
    const before = setting.other.requests.length;
    expect(
      (await failureOf(setting.generate({ fallbacks: ['groq/llama-3.1-8b-instant'] }))).details.budget.credential,
    ).toBeNull();
    expect(setting.other.requests.length).toBe(before);
    // It goes with its credential.
    await setting.ask('mutation ($id: ID!) { removeCredential(id: $id) }', { id: setting.credential });
    expect((await setting.budgets()).map(({ window }) => window)).toEqual(['DAY']);
  });

  test('counts keys that are given for one call, which usage tells apart', async () => {
    await setting.set({ window: 'DAY', maxCalls: 2 });
    const passed = {
      credential: { provider: 'openai', apiKey: 'sk-passed-0123456789abcdef', baseUrl: setting.fake.url },
    };
    const { generate: answered } = await setting.generate(passed);
    expect(answered.credential.id).toMatch(/^passed:[0-9a-f]{32}$/);
    await setting.generate();
    expect((await failureOf(setting.generate(passed))).code).toBe('BUDGET_EXCEEDED');
    const { usage } = await setting.ask(
      '{ usage(groupBy: [CREDENTIAL]) { rows { key calls estimatedCalls platform } total { platform } } }',
    );
    expect(new Set(usage.rows.map(({ key }: Answer) => key.credential))).toEqual(
      new Set([setting.credential, answered.credential.id]),
    );
    expect([usage.total, ...usage.rows].every(({ platform }: Answer) => platform === 0)).toBe(true);
  });

  test('in dollars refuses a model of unknown price, unless it says otherwise, and counts how many passed', async () => {
    await setting.set({ window: 'DAY', maxUsd: 10 });
    const unknown = { model: 'openai/nobody-knows-its-price' };
    const before = setting.fake.requests.length;
    expect(await failureOf(setting.generate(unknown))).toMatchObject({
      code: 'BUDGET_EXCEEDED',
      details: { why: 'unpriced' },
    });
    expect(setting.fake.requests.length).toBe(before);
    await setting.set({ window: 'DAY', maxUsd: 10, allowUnpriced: true });
    await setting.generate(unknown);
    const [budget] = (await setting.budgets()) as [Answer];
    expect([budget.unpricedCalls, budget.spent]).toMatchObject([1, { usd: 0, calls: 1 }]);
  });

  test('starts anew at midnight by the database’s clock, and is counted again where the clock went back', async () => {
    await setting.set({ window: 'DAY', maxCalls: 1 });
    await setting.generate();
    expect((await failureOf(setting.generate())).code).toBe('BUDGET_EXCEEDED');
    const yesterday = `update spending_budgets set since = since - interval '1 day' where tenant = $1`;
    const older = `update ledger_attempts set created_at = created_at - interval '1 day' where tenant = $1`;
    await setting.sql(yesterday, [setting.tenant.id]);
    await setting.sql(older, [setting.tenant.id]);
    expect((await setting.budgets())[0]?.spent.calls).toBe(0);
    await setting.generate({}, 1);
    expect((await setting.budgets())[0]?.spent.calls).toBe(1);
    expect((await failureOf(setting.generate())).code).toBe('BUDGET_EXCEEDED');
    // As if the clock had been ahead by days when the window began.
    await setting.sql(`update spending_budgets set since = since + interval '3 days', calls = 0 where tenant = $1`, [
      setting.tenant.id,
    ]);
    expect((await failureOf(setting.generate())).code).toBe('BUDGET_EXCEEDED');
    const { since } = (await setting.budgets())[0]!;
    expect(new Date(since).getTime()).toBeLessThanOrEqual(Date.now());
  });

  test('does not take what a call gives back from the window after', async () => {
    await setting.set({ window: 'DAY', maxUsd: 10 });
    setting.holdAnswers();
    const late = setting.generate();
    await waitUntil('a call is under way', () => setting.fake.inFlight() === 1);
    for (const table of ['spending_budgets', 'ledger_attempts']) {
      const column = table === 'spending_budgets' ? 'since' : 'created_at';
      await setting.sql(`update ${table} set ${column} = ${column} - interval '1 day' where tenant = $1`, [
        setting.tenant.id,
      ]);
    }
    const fresh = setting.generate({}, 1);
    await waitUntil('another is under way', () => setting.fake.inFlight() === 2);
    setting.release();
    await Promise.all([late, fresh]);
    const [{ spent, reserved }] = (await setting.budgets()) as [Answer];
    expect([spent.calls, reserved.calls]).toEqual([1, 0]);
    expect(spent.usd).toBeGreaterThan(0);
  });

  test('of numbers that are none is refused with the limit in words', async () => {
    for (const [name, value] of [
      ['maxUsd', 0],
      ['maxUsd', -1],
      ['maxUsd', 1e308],
      ['maxUsd', 1e-9],
      ['maxCalls', 0],
      ['maxCalls', 1.5],
      ['maxCalls', -5],
      ['maxTokens', 1e16],
      ['maxTokens', 0.5],
    ] as const) {
      const refusal = setting.set({ window: 'DAY', [name]: value }).catch((error: Answer) => error.response.errors[0]);
      expect(await refusal).toMatchObject({
        message: expect.stringContaining(name),
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
    expect((await failureOf(setting.set({ window: 'DAY' }))).code).toBe('BAD_USER_INPUT');
    for (const bad of ['NaN', 'Infinity', '10', null, {}]) {
      expect((await failureOf(setting.set({ window: 'DAY', maxUsd: bad }))).code).toBe('BAD_USER_INPUT');
    }
    expect(await setting.budgets()).toEqual([]);
  });

  test('needs the scope ADMIN, and leaves its entry in the audit trail', async () => {
    const { createToken } = await setting.ask(
      'mutation { createToken(input: { name: "run", scopes: [READ, RUN, CREDENTIALS] }) { token } }',
    );
    const limited = new GraphQLClient(setting.servers[0]!.url, {
      headers: { authorization: `Bearer ${createToken.token}` },
    });
    const made = await setting.set({ window: 'DAY', maxCalls: 5 });
    expect(
      (await failureOf(limited.request('mutation ($id: ID!) { removeSpendingBudget(id: $id) }', { id: made.id }))).code,
    ).toBe('FORBIDDEN');
    await setting.ask('mutation ($id: ID!) { removeSpendingBudget(id: $id) }', { id: made.id });
    const { auditTrail } = await setting.ask('{ auditTrail { nodes { action subject } } }');
    const mine = auditTrail.nodes.filter(({ subject }: Answer) => subject === made.id);
    expect(mine.map(({ action }: Answer) => action)).toEqual(['BUDGET_REMOVE', 'BUDGET_SET']);
  });
});

describe('a ceiling of the operator', () => {
  const ceiling =
    'mutation ($t: ID!, $v: SetSpendingCeilingInput!) { setSpendingCeiling(tenant: $t, input: $v) { id } }';

  test('is seen by the tenant, who can neither raise nor lift it', async () => {
    const v = { window: 'DAY', maxCalls: 1 };
    const { id } = (await setting.asOperator(ceiling, { t: setting.tenant.id, v })).setSpendingCeiling;
    expect(await setting.budgets(1)).toMatchObject([{ id, owner: 'OPERATOR', maxCalls: 1 }]);
    expect((await failureOf(setting.ask('mutation ($id: ID!) { removeSpendingBudget(id: $id) }', { id }))).code).toBe(
      'FORBIDDEN',
    );
    expect((await failureOf(setting.ask(ceiling, { t: setting.tenant.id, v: { ...v, maxCalls: 9 } }))).code).toBe(
      'FORBIDDEN',
    );
    const lift = 'mutation ($t: ID!, $id: ID!) { removeSpendingCeiling(tenant: $t, id: $id) }';
    expect((await failureOf(setting.ask(lift, { t: setting.tenant.id, id }))).code).toBe('FORBIDDEN');
    // Its own, larger budget for the same window stands beside it.
    await setting.set({ window: 'DAY', maxCalls: 9 });
    await setting.generate();
    expect((await failureOf(setting.generate())).details.budget).toMatchObject({ id, owner: 'OPERATOR' });
    const seen = await setting.asOperator('query ($t: ID!) { spendingBudgets(tenant: $t) { id owner } }', {
      t: setting.tenant.id,
    });
    expect(seen.spendingBudgets).toHaveLength(2);
    const own = seen.spendingBudgets.find(({ owner }: Answer) => owner === 'TENANT').id;
    expect((await failureOf(setting.asOperator(lift, { t: setting.tenant.id, id: own }))).code).toBe('NOT_FOUND');
    await setting.asOperator(lift, { t: setting.tenant.id, id });
    await setting.generate({}, 1);
  });

  test('goes with its tenant', async () => {
    await setting.asOperator(ceiling, { t: setting.tenant.id, v: { window: 'MONTH', maxUsd: 5 } });
    await setting.set({ window: 'ONCE', maxCalls: 5, credential: setting.credential });
    await setting.asOperator('mutation ($id: ID!) { deleteTenant(id: $id) }', { id: setting.tenant.id });
    expect((await setting.sql('select from spending_budgets where tenant = $1', [setting.tenant.id])).rowCount).toBe(0);
    expect(
      (await failureOf(setting.asOperator(ceiling, { t: setting.tenant.id, v: { window: 'DAY', maxCalls: 1 } }))).code,
    ).toBe('NOT_FOUND');
  });
});
