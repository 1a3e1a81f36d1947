import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../support/answer.js';
import { BudgetSetting, failureOf } from '../support/budget-setting.js';
import { endOfOptimization } from '../support/e2e-optimization.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { labelExamples } from '../support/label-task.js';

const setting = new BudgetSetting();
beforeAll(() => setting.start());
afterAll(() => setting.close());
beforeEach(() => setting.freshTenant());
afterEach(() => setting.release());

/** Looks at the accounts until it is stopped; gives the highest share of a limit that was ever taken. */
function watchAccounts() {
  let highest = 0;
  let looks = 0;
  const watch = { on: true };
  const work = (async () => {
    while (watch.on) {
      const { rows } = await setting.sql(
        `select greatest(usd / max_usd::numeric, calls::numeric / max_calls, tokens::numeric / max_tokens)::float8 as share
         from spending_budgets where tenant = $1`,
        [setting.tenant.id],
      );
      for (const { share } of rows) highest = Math.max(highest, share);
      looks += 1;
    }
  })();
  return async () => {
    watch.on = false;
    await work;
    return { highest, looks };
  };
}

/** As many calls at once, half on each replica, with answers held back until every one of them was let in or refused. */
async function burst(count: number): Promise<Answer[]> {
  const before = setting.fake.requests.length;
  setting.holdAnswers();
  let refused = 0;
  const calls = Array.from({ length: count }, (_, n) =>
    failureOf(setting.generate({}, n % 2)).then((answer) => {
      if (answer.code === 'BUDGET_EXCEEDED') refused += 1;
      return answer;
    }),
  );
  await waitUntil('every call is decided', () => refused + setting.fake.requests.length - before >= count, {
    timeoutMs: 60_000,
  });
  setting.release();
  return Promise.all(calls);
}

describe('200 parallel calls on a nearly spent budget, over two replicas', () => {
  test('are let pass as many as fit, in dollars, and what is reserved and spent never passes the limit', async () => {
    await setting.set({ window: 'DAY', maxUsd: 1 });
    setting.holdAnswers();
    const one = setting.generate();
    await waitUntil('a call is under way', () => setting.fake.inFlight() === 1);
    const [{ reserved }] = (await setting.budgets(1)) as [Answer];
    setting.release();
    await one;
    const [{ spent }] = (await setting.budgets()) as [Answer];
    expect(reserved.usd).toBeGreaterThan(spent.usd);
    await setting.set({ window: 'DAY', maxUsd: spent.usd + 9.5 * reserved.usd }, 1);
    const before = setting.fake.requests.length;
    const stop = watchAccounts();
    const answers = await burst(200);
    const { highest, looks } = await stop();
    expect(setting.fake.requests.length - before).toBe(9);
    expect(answers.filter(({ code }) => code === 'none')).toHaveLength(9);
    expect(answers.filter(({ code }) => code === 'BUDGET_EXCEEDED')).toHaveLength(191);
    expect(highest).toBeLessThanOrEqual(1);
    expect(highest).toBeGreaterThan(0.9);
    expect(looks).toBeGreaterThan(3);
    const [after] = (await setting.budgets()) as [Answer];
    expect([after.spent.calls, after.reserved]).toEqual([10, { usd: 0, calls: 0, tokens: 0 }]);
    expect(after.spent.usd).toBeCloseTo(10 * spent.usd, 9);
  }, 120_000);

  test('beside a run are let pass as many as fit; the run pauses, loses nothing and goes on', async () => {
    const { id: budget } = await setting.set({ window: 'DAY', maxCalls: 50 });
    const stop = watchAccounts();
    const before = setting.fake.requests.length;
    const { evaluate } = await setting.ask('mutation ($v: EvaluateInput!) { evaluate(input: $v) { id } }', {
      v: {
        prompt: { user: '{{text}}' },
        model: 'openai/gpt-4o-mini',
        dataset: { examples: labelExamples(60) },
        metric: { kind: 'EXACT_MATCH' },
        budget: { maxCalls: 200, maxConcurrency: 8 },
      },
    });
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => failureOf(setting.generate({}, n % 2))));
    const report =
      'query ($id: ID!) { optimization(id: $id) { status reason { code retryAt } spent { calls } finishedAt } }';
    const look = async () => (await setting.ask(report, { id: evaluate.id })).optimization;
    await waitUntil('the run pauses', async () => (await look()).status === 'PAUSED', { timeoutMs: 60_000 });
    const singles = answers.filter(({ code }) => code === 'none').length;
    const paused = await look();
    expect(setting.fake.requests.length - before).toBe(50);
    expect(singles + paused.spent.calls).toBe(50);
    const [{ resetsAt }] = (await setting.budgets()) as [Answer];
    expect(paused.reason).toEqual({ code: 'BUDGET_EXCEEDED', retryAt: resetsAt });
    expect((await stop()).highest).toBe(1);

    // The moment comes: whichever replica notices lets it go on, and it buys only what it lacks.
    await setting.set({ window: 'DAY', maxCalls: 500 });
    await setting.sql('update optimizations set retry_at = now() where id = $1', [evaluate.id]);
    const ended = await endOfOptimization(setting.tenant.clients[1]!, evaluate.id);
    expect(ended.status).toBe('SUCCEEDED');
    expect(ended.spent.calls).toBe(60);
    expect(setting.fake.requests.length - before).toBe(60 + singles);
    expect(await setting.ask('mutation ($id: ID!) { removeSpendingBudget(id: $id) }', { id: budget })).toBeDefined();
  }, 120_000);
});
