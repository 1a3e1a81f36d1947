import { deepEqual, equal, ok } from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import type { Intent, Ledger, Settlement } from '../../../src/usage/ledger.js';
import type { NewBudget, SpendingBudgetStore } from '../../../src/usage/spending-budget-store.js';
import type { Audit } from './audit.js';

export interface BudgetSetting {
  readonly ledger: Ledger;
  /** Another process on the same records. */
  readonly other: Ledger;
  readonly budgets: SpendingBudgetStore;
  /** Makes one of the tenant's; gives its id. */
  readonly credential: (tenant: string) => Promise<string>;
}

export const budgetOf = (tenant: string, more: Partial<NewBudget> = {}): NewBudget => ({
  id: randomUUID(),
  tenant,
  credential: null,
  window: 'day',
  owner: 'tenant',
  maxUsd: null,
  maxCalls: null,
  maxTokens: null,
  allowUnpriced: false,
  ...more,
});

export const singleOf = (tenant: string, more: Partial<Intent> = {}): Intent => ({
  tenant,
  job: randomUUID(),
  epoch: null,
  callKey: createHash('sha256').update(randomUUID()).digest('hex'),
  attempt: 1,
  provider: 'openai',
  model: 'openai/gpt-4o-mini',
  credential: null,
  purpose: 'task',
  reserved: { usd: 0.1, tokens: 100 },
  ...more,
});

const answered = (usd: number | null, tokens = 10): Settlement => ({
  kind: 'answered',
  answer: null,
  usage: { inputTokens: tokens, outputTokens: 0, cachedInputTokens: 0, reasoningTokens: 0 },
  usd,
});

async function reserved(ledger: Ledger, intent: Intent): Promise<string> {
  const reservation = await ledger.reserve(intent);
  equal(reservation.kind, 'reserved');
  return reservation.kind === 'reserved' ? reservation.id : '';
}

async function standing(budgets: SpendingBudgetStore, tenant: string) {
  const [one, ...more] = await budgets.list(tenant);
  equal(more.length, 0);
  return { spent: one!.spent, reserved: one!.reserved };
}

const nothing = { usd: 0, calls: 0, tokens: 0 };
const refused = async (ledger: Ledger, intent: Intent) => {
  const reservation = await ledger.reserve(intent);
  equal(reservation.kind, 'over-budget');
  return reservation.kind === 'over-budget' ? reservation.budget : undefined;
};

/** What every ledger promises of the budgets of tenants and credentials. */
export const budgetAudits: readonly Audit<BudgetSetting>[] = [
  {
    name: 'a call is reserved at its worst, settled to what it took, and given back where it was not sent',
    async run({ ledger, other, budgets }) {
      const tenant = randomUUID();
      await budgets.set(budgetOf(tenant, { maxUsd: 1, maxCalls: 10, maxTokens: 1000 }));
      const settle = async (settlement: Settlement) => {
        const intent = singleOf(tenant);
        const id = await reserved(ledger, intent);
        const under = await standing(budgets, tenant);
        await other.settle(intent, id, settlement);
        return under.reserved;
      };
      const worst = { usd: 0.1, calls: 1, tokens: 100 };
      deepEqual(await settle(answered(0.03)), worst);
      deepEqual(await settle({ kind: 'not-sent', errorCode: 'PROVIDER_UNREACHABLE' }), worst);
      deepEqual(await settle({ kind: 'refused', errorCode: 'RATE_LIMITED' }), worst);
      deepEqual(await standing(budgets, tenant), { spent: { usd: 0.03, calls: 2, tokens: 10 }, reserved: nothing });
      deepEqual(await settle({ kind: 'in-doubt', errorCode: 'PROVIDER_TIMEOUT' }), worst);
      deepEqual(await standing(budgets, tenant), { spent: { usd: 0.13, calls: 3, tokens: 110 }, reserved: nothing });
    },
  },
  {
    name: 'each limit says its name, why, and when it ends; a refused call leaves no trace',
    async run({ ledger, budgets }) {
      for (const [limit, limits] of [
        ['maxCalls', { maxCalls: 1 }],
        ['maxUsd', { maxUsd: 0.15 }],
        ['maxTokens', { maxTokens: 199 }],
      ] as const) {
        const tenant = randomUUID();
        const { id } = (await budgets.set(budgetOf(tenant, { ...limits, window: 'month', owner: 'operator' })))!;
        await reserved(ledger, singleOf(tenant));
        const before = await budgets.list(tenant);
        const { resetsAt, ...why } = (await refused(ledger, singleOf(tenant)))!;
        deepEqual(why, { id, credential: null, window: 'month', owner: 'operator', limit, why: 'used-up' });
        deepEqual(resetsAt, before[0]!.resetsAt);
        ok(resetsAt!.getTime() > Date.now() && resetsAt!.getUTCDate() === 1 && resetsAt!.getUTCHours() === 0);
        deepEqual(await budgets.list(tenant), before);
      }
    },
  },
  {
    name: 'a call larger than the whole is told apart from one that is too late, and `once` never starts anew',
    async run({ ledger, budgets }) {
      const tenant = randomUUID();
      await budgets.set(budgetOf(tenant, { maxTokens: 150, window: 'once' }));
      const large = await refused(ledger, singleOf(tenant, { reserved: { usd: 0, tokens: 151 } }));
      deepEqual([large?.why, large?.resetsAt], ['too-large', null]);
      await reserved(ledger, singleOf(tenant));
      const late = await refused(ledger, singleOf(tenant));
      deepEqual([late?.why, late?.resetsAt], ['used-up', null]);
    },
  },
  {
    name: 'a price that is not known stops at a dollar budget, unless that says otherwise, and is never a silent nothing',
    async run({ ledger, budgets }) {
      const tenant = randomUUID();
      const budget = budgetOf(tenant, { maxUsd: 1 });
      await budgets.set(budget);
      const unknown = (): Intent => singleOf(tenant, { reserved: { usd: null, tokens: 5 } });
      const settle = async (settlement?: Settlement) => {
        const intent = unknown();
        const id = await reserved(ledger, intent);
        if (settlement) await ledger.settle(intent, id, settlement);
      };
      const refusal = await refused(ledger, unknown());
      deepEqual([refusal?.limit, refusal?.why, refusal?.resetsAt], ['maxUsd', 'unpriced', null]);
      await budgets.set({ ...budget, allowUnpriced: true });
      await settle();
      equal((await budgets.list(tenant))[0]?.unpricedCalls, 1);
      await settle(answered(null));
      await settle({ kind: 'in-doubt', errorCode: 'CANCELLED' });
      await settle({ kind: 'not-sent', errorCode: 'CANCELLED' });
      await settle({ kind: 'refused', errorCode: 'RATE_LIMITED' });
      const [kept] = await budgets.list(tenant);
      deepEqual([kept?.unpricedCalls, kept?.reserved.calls, kept?.spent.calls, kept?.spent.usd], [3, 1, 3, 0]);
      equal((await ledger.usage(tenant, { groupBy: [] }))[0]?.unpricedCalls, 3);
      // Without dollars in it, a budget has nothing to ask of prices.
      const free = randomUUID();
      await budgets.set(budgetOf(free, { maxCalls: 1 }));
      await reserved(ledger, singleOf(free, { reserved: { usd: null, tokens: 5 } }));
    },
  },
  {
    name: 'a credential’s budget holds its calls alone, and the tenant’s all of them',
    async run({ ledger, budgets, credential }) {
      const tenant = randomUUID();
      const [one, two] = [await credential(tenant), await credential(tenant)];
      await budgets.set(budgetOf(tenant, { maxCalls: 4 }));
      await budgets.set(budgetOf(tenant, { maxCalls: 1, credential: one, window: 'month' }));
      await reserved(ledger, singleOf(tenant, { credential: one }));
      const own = await refused(ledger, singleOf(tenant, { credential: one }));
      equal(own?.credential, one);
      await reserved(ledger, singleOf(tenant, { credential: two }));
      await reserved(ledger, singleOf(tenant, { credential: 'passed:0123' }));
      await reserved(ledger, singleOf(tenant));
      equal((await refused(ledger, singleOf(tenant, { credential: two })))?.credential, null);
      // Where both stand in the way, the one that no other key gets around is told.
      equal((await refused(ledger, singleOf(tenant, { credential: one })))?.credential, null);
      await reserved(ledger, singleOf(randomUUID(), { credential: one }));
    },
  },
  {
    name: 'one that is set in the middle of a window counts what the window has taken, and what is under way',
    async run({ ledger, other, budgets, credential }) {
      const tenant = randomUUID();
      const one = await credential(tenant);
      const settle = async (intent: Intent, settlement: Settlement) =>
        ledger.settle(intent, await reserved(ledger, intent), settlement);
      await settle(singleOf(tenant, { credential: one }), answered(0.25, 40));
      await settle(singleOf(tenant), { kind: 'in-doubt', errorCode: 'PROVIDER_TIMEOUT' });
      await settle(singleOf(tenant), { kind: 'refused', errorCode: 'RATE_LIMITED' });
      await settle(singleOf(tenant), { kind: 'not-sent', errorCode: 'PROVIDER_UNREACHABLE' });
      const open = singleOf(tenant, { credential: one });
      const id = await reserved(ledger, open);
      const all = (await budgets.set(budgetOf(tenant, { maxUsd: 0.5 })))!;
      deepEqual(
        [all.spent, all.reserved],
        [
          { usd: 0.35, calls: 3, tokens: 140 },
          { usd: 0.1, calls: 1, tokens: 100 },
        ],
      );
      const mine = (await budgets.set(budgetOf(tenant, { maxUsd: 0.5, credential: one })))!;
      deepEqual(mine.spent, { usd: 0.25, calls: 1, tokens: 40 });
      const once = (await budgets.set(budgetOf(tenant, { maxCalls: 5, window: 'once' })))!;
      deepEqual([once.spent, once.reserved], [nothing, nothing]);
      equal((await refused(other, singleOf(tenant)))?.limit, 'maxUsd');
      await other.settle(open, id, answered(0.02));
      const after = await budgets.list(tenant);
      deepEqual(
        after.map(({ spent }) => spent.usd),
        [0.37, 0.27, 0],
      );
    },
  },
  {
    name: 'new limits hold at once, keep the id and what was counted; what is removed holds no longer',
    async run({ ledger, other, budgets }) {
      const tenant = randomUUID();
      const first = (await budgets.set(budgetOf(tenant, { maxCalls: 1 })))!;
      await reserved(ledger, singleOf(tenant));
      await refused(other, singleOf(tenant));
      const second = (await budgets.set(budgetOf(tenant, { maxCalls: 2 })))!;
      deepEqual([second.id, second.reserved.calls, second.createdAt], [first.id, 1, first.createdAt]);
      await reserved(other, singleOf(tenant));
      await refused(ledger, singleOf(tenant));
      // Another's of the same window stands beside it.
      const ceiling = (await budgets.set(budgetOf(tenant, { maxCalls: 3, owner: 'operator' })))!;
      equal((await budgets.list(tenant)).length, 2);
      equal((await budgets.find(tenant, ceiling.id))?.owner, 'operator');
      equal(await budgets.find(randomUUID(), ceiling.id), undefined);
      equal(await budgets.remove(randomUUID(), first.id), false);
      equal(await budgets.remove(tenant, 'nothing\0'), false);
      equal(await budgets.remove(tenant, first.id), true);
      await reserved(other, singleOf(tenant));
      await refused(ledger, singleOf(tenant));
      equal(await budgets.remove(tenant, ceiling.id), true);
      const same = await Promise.all([4, 5, 6, 7].map((maxCalls) => budgets.set(budgetOf(tenant, { maxCalls }))));
      equal(new Set(same.map((one) => one?.id)).size, 1);
      equal((await budgets.list(tenant)).length, 1);
      equal(await budgets.remove(tenant, same[0]!.id), true);
      await reserved(ledger, singleOf(tenant));
      deepEqual(await budgets.list(tenant), []);
    },
  },
  {
    name: 'two processes let pass exactly as many as fit, of single calls and of a run, whatever comes at once',
    async run({ ledger, other, budgets }) {
      const tenant = randomUUID();
      const limits = { maxCalls: null, maxTaskCalls: null, maxUsd: null, maxTokens: null };
      await budgets.set(budgetOf(tenant, { maxUsd: 2 }));
      await budgets.set(budgetOf(tenant, { maxTokens: 1e9, window: 'month' }));
      const job = randomUUID();
      const { epoch } = await ledger.takeOver({ tenant, job, limits });
      const kinds = await Promise.all(
        Array.from({ length: 120 }, async (_, n) => {
          const intent = singleOf(tenant, n % 3 === 0 ? { job, epoch } : {});
          return (await (n % 2 === 0 ? ledger : other).reserve(intent)).kind;
        }),
      );
      equal(kinds.filter((kind) => kind === 'reserved').length, 20);
      equal(kinds.filter((kind) => kind === 'over-budget').length, 100);
      deepEqual((await budgets.list(tenant))[0]?.reserved, { usd: 2, calls: 20, tokens: 2000 });
    },
  },
  {
    name: 'an attempt that another process makes already is taken once, and crowds nobody out',
    async run({ ledger, other, budgets }) {
      const tenant = randomUUID();
      await budgets.set(budgetOf(tenant, { maxCalls: 2 }));
      const intent = singleOf(tenant);
      const kinds = await Promise.all(
        Array.from({ length: 12 }, async (_, n) => (await (n % 2 === 0 ? ledger : other).reserve(intent)).kind),
      );
      deepEqual(kinds.toSorted(), [...Array.from({ length: 11 }, () => 'fenced'), 'reserved']);
      equal((await budgets.list(tenant))[0]?.reserved.calls, 1);
      await reserved(ledger, singleOf(tenant));
      equal((await other.reserve(intent)).kind, 'fenced');
    },
  },
  {
    name: 'a run that meets one leaves its own budget as it was, and an answer that it has is no call',
    async run({ ledger, budgets }) {
      const tenant = randomUUID();
      const job = randomUUID();
      const limits = { maxCalls: 10, maxTaskCalls: null, maxUsd: null, maxTokens: null };
      const { epoch } = await ledger.takeOver({ tenant, job, limits });
      await budgets.set(budgetOf(tenant, { maxCalls: 1 }));
      const intent = singleOf(tenant, { job, epoch });
      await ledger.settle(intent, await reserved(ledger, intent), {
        ...answered(0.01),
        answer: { text: 'yes' },
      } as Settlement);
      equal((await ledger.reserve(intent)).kind, 'answered');
      await refused(ledger, singleOf(tenant, { job, epoch }));
      equal((await ledger.left(tenant, job)).maxCalls, 9);
      // An unknown price is no nothing in a run either.
      const dear = randomUUID();
      const taken = await ledger.takeOver({ tenant: dear, job: dear, limits: { ...limits, maxUsd: 1 } });
      const unknown = singleOf(dear, { job: dear, epoch: taken.epoch, reserved: { usd: null, tokens: 1 } });
      deepEqual(await ledger.reserve(unknown), { kind: 'exhausted', limit: 'maxUsd' });
    },
  },
  {
    name: 'tenths of dollars add up: the tenth fits, and all comes back',
    async run({ ledger, budgets }) {
      const tenant = randomUUID();
      await budgets.set(budgetOf(tenant, { maxUsd: 1 }));
      const intents = Array.from({ length: 10 }, () => singleOf(tenant));
      const ids: string[] = [];
      for (const intent of intents) ids.push(await reserved(ledger, intent));
      await refused(ledger, singleOf(tenant, { reserved: { usd: 1e-9, tokens: 1 } }));
      for (const [n, intent] of intents.entries()) {
        await ledger.settle(intent, ids[n]!, { kind: 'not-sent', errorCode: 'CANCELLED' });
      }
      deepEqual(await standing(budgets, tenant), { spent: nothing, reserved: nothing });
    },
  },
];
