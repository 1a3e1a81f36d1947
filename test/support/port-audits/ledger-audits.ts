import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import type { BudgetLimits, Intent, Ledger, Settlement } from '../../../src/usage/ledger.js';
import type { Audit } from './audit.js';

const unlimited: BudgetLimits = { maxCalls: null, maxTaskCalls: null, maxUsd: null, maxTokens: null };

const usage = (inputTokens: number, outputTokens: number) => ({
  inputTokens,
  outputTokens,
  cachedInputTokens: 0,
  reasoningTokens: 0,
});

const answered = (answer: string | null, usd: number | null = 0.25): Settlement => ({
  kind: 'answered',
  answer: answer === null ? null : { text: answer },
  usage: usage(10, 5),
  usd,
});

const intentOf = (job: string, epoch: number | null, key: string, more: Partial<Intent> = {}): Intent => ({
  tenant: 'tenant-a',
  job,
  epoch,
  callKey: createHash('sha256').update(key).digest('hex'),
  attempt: 1,
  provider: 'openai',
  model: 'openai/gpt-4o-mini',
  credential: null,
  purpose: 'task',
  reserved: { usd: 0.5, tokens: 100 },
  ...more,
});

async function reserved(ledger: Ledger, intent: Intent): Promise<string> {
  const reservation = await ledger.reserve(intent);
  equal(reservation.kind, 'reserved');
  return reservation.kind === 'reserved' ? reservation.id : '';
}

async function ownedJob(ledger: Ledger, limits: Partial<BudgetLimits> = {}) {
  const job = randomUUID();
  const { epoch } = await ledger.takeOver({ tenant: 'tenant-a', job, limits: { ...unlimited, ...limits } });
  return { job, epoch };
}

/** What every ledger promises. `ledger` and `other` stand for two processes on the same records. */
export const ledgerAudits: readonly Audit<{ readonly ledger: Ledger; readonly other: Ledger }>[] = [
  {
    name: 'an answer is kept with what it cost, and is not bought again',
    async run({ ledger, other }) {
      const { job, epoch } = await ownedJob(ledger, { maxUsd: 10, maxTokens: 1000 });
      const intent = intentOf(job, epoch, 'a');
      const id = await reserved(ledger, intent);
      deepEqual(await other.left('tenant-a', job), { ...unlimited, maxUsd: 9.5, maxTokens: 900 });
      await ledger.settle(intent, id, answered('yes'));
      deepEqual(await other.reserve(intent), { kind: 'answered', answer: { text: 'yes' } });
      deepEqual([...(await other.answers('tenant-a', job))], [[intent.callKey, { text: 'yes' }]]);
      deepEqual(await other.left('tenant-a', job), { ...unlimited, maxUsd: 9.75, maxTokens: 985 });
    },
  },
  {
    name: 'answers come back exactly, whatever they hold',
    async run({ ledger }) {
      const { job, epoch } = await ownedJob(ledger);
      const answer = JSON.parse(
        '{"z":1,"a":["\\u0000","\\ud800","\\\\","\\"",null,1e-7],"__proto__":{"b":2}}',
      ) as object;
      const intent = intentOf(job, epoch, 'odd');
      const settlement = { ...answered(''), answer } as Settlement;
      await ledger.settle(intent, await reserved(ledger, intent), settlement);
      const [kept] = (await ledger.answers('tenant-a', job)).values();
      equal(JSON.stringify(kept), JSON.stringify(answer));
    },
  },
  {
    name: 'what was not sent is given back, a refusal is a call without a price, a doubt is spent in full',
    async run({ ledger }) {
      const { job, epoch } = await ownedJob(ledger, { maxCalls: 10, maxTaskCalls: 5, maxUsd: 10, maxTokens: 1000 });
      const settle = async (key: string, settlement: Settlement) => {
        const intent = intentOf(job, epoch, key);
        await ledger.settle(intent, await reserved(ledger, intent), settlement);
        return ledger.left('tenant-a', job);
      };
      deepEqual(await settle('a', { kind: 'not-sent', errorCode: 'PROVIDER_UNREACHABLE' }), {
        maxCalls: 10,
        maxTaskCalls: 5,
        maxUsd: 10,
        maxTokens: 1000,
      });
      deepEqual(await settle('b', { kind: 'refused', errorCode: 'RATE_LIMITED' }), {
        maxCalls: 9,
        maxTaskCalls: 4,
        maxUsd: 10,
        maxTokens: 1000,
      });
      deepEqual(await settle('c', { kind: 'in-doubt', errorCode: 'PROVIDER_TIMEOUT' }), {
        maxCalls: 8,
        maxTaskCalls: 3,
        maxUsd: 9.5,
        maxTokens: 900,
      });
      const [row] = await ledger.spend('tenant-a', job);
      equal(row?.calls, 2);
      equal(row?.usd, 0.5);
    },
  },
  {
    name: 'a settlement that comes twice counts once',
    async run({ ledger }) {
      const { job, epoch } = await ownedJob(ledger, { maxUsd: 10 });
      const intent = intentOf(job, epoch, 'a');
      const id = await reserved(ledger, intent);
      await Promise.all([ledger.settle(intent, id, answered('yes')), ledger.settle(intent, id, answered('yes'))]);
      await ledger.settle(intent, id, answered('yes'));
      equal((await ledger.left('tenant-a', job)).maxUsd, 9.75);
    },
  },
  {
    name: 'each limit says its name, and a refused intent leaves no trace',
    async run({ ledger }) {
      for (const [limit, limits] of [
        ['maxCalls', { maxCalls: 0 }],
        ['maxTaskCalls', { maxTaskCalls: 0 }],
        ['maxUsd', { maxUsd: 0.4 }],
        ['maxTokens', { maxTokens: 99 }],
      ] as const) {
        const { job, epoch } = await ownedJob(ledger, limits);
        const before = await ledger.left('tenant-a', job);
        deepEqual(await ledger.reserve(intentOf(job, epoch, 'a')), { kind: 'exhausted', limit });
        deepEqual(await ledger.left('tenant-a', job), before);
        deepEqual(await ledger.spend('tenant-a', job), []);
      }
      const { job, epoch } = await ownedJob(ledger, { maxTaskCalls: 0 });
      await reserved(ledger, intentOf(job, epoch, 'a', { purpose: 'proposal' }));
      await reserved(ledger, intentOf(job, epoch, 'b', { purpose: 'judge' }));
      equal((await ledger.reserve(intentOf(job, epoch, 'c', { purpose: 'test' }))).kind, 'exhausted');
    },
  },
  {
    name: 'no limit is passed by many that reserve at once in two processes, and nothing that fits is refused',
    async run({ ledger, other }) {
      const { job, epoch } = await ownedJob(ledger, { maxCalls: 20 });
      const kinds = await Promise.all(
        Array.from({ length: 60 }, async (_, n) => {
          const intent = intentOf(job, epoch, String(n));
          return (await (n % 2 === 0 ? ledger : other).reserve(intent)).kind;
        }),
      );
      equal(kinds.filter((kind) => kind === 'reserved').length, 20);
      equal((await ledger.left('tenant-a', job)).maxCalls, 0);
    },
  },
  {
    name: 'a small intent gets what a large one beside it does not fit into',
    async run({ ledger }) {
      const { job, epoch } = await ownedJob(ledger, { maxTokens: 100 });
      const sizes = [150, 60, 150, 60, 40, 150];
      const kinds = await Promise.all(
        sizes.map(async (tokens, n) => {
          const intent = intentOf(job, epoch, String(n), { reserved: { usd: 0, tokens } });
          return (await ledger.reserve(intent)).kind;
        }),
      );
      deepEqual(
        sizes.filter((_, n) => kinds[n] === 'reserved'),
        [60, 40],
      );
    },
  },
  {
    name: 'a new owner fences the old one out, takes its open intents for spent, and may ask again',
    async run({ ledger, other }) {
      const { job, epoch } = await ownedJob(ledger, { maxCalls: 10, maxUsd: 10 });
      const open = intentOf(job, epoch, 'open');
      const id = await reserved(ledger, open);
      const next = await other.takeOver({ tenant: 'tenant-a', job, limits: { ...unlimited, maxCalls: 1000 } });
      ok(next.epoch > epoch);
      deepEqual(await ledger.reserve(intentOf(job, epoch, 'more')), { kind: 'fenced' });
      equal((await other.left('tenant-a', job)).maxCalls, 9);
      const again = intentOf(job, next.epoch, 'open');
      const second = await reserved(other, again);
      notEqual(second, id);
      equal((await other.left('tenant-a', job)).maxCalls, 8);
      // The old owner's answer comes late: it is kept, and its true price replaces the doubt.
      await ledger.settle(open, id, answered('late'));
      equal((await other.left('tenant-a', job)).maxUsd, 9.25);
      deepEqual(await other.reserve(again), { kind: 'answered', answer: { text: 'late' } });
      // The second answer to the same question is paid, and the first stays the one that is replayed.
      await other.settle(again, second, answered('second'));
      deepEqual([...(await other.answers('tenant-a', job)).values()], [{ text: 'late' }]);
      equal((await other.left('tenant-a', job)).maxUsd, 9.5);
    },
  },
  {
    name: 'a job that nobody took over, or of another tenant, lends nothing',
    async run({ ledger }) {
      const { job, epoch } = await ownedJob(ledger);
      deepEqual(await ledger.reserve(intentOf(randomUUID(), 1, 'a')), { kind: 'fenced' });
      deepEqual(await ledger.reserve(intentOf(job, epoch, 'a', { tenant: 'tenant-b' })), { kind: 'fenced' });
      deepEqual(await ledger.left('tenant-b', job), unlimited);
      deepEqual(await ledger.spend('tenant-b', job), []);
    },
  },
  {
    name: 'single calls have no budget, and are summed like all others',
    async run({ ledger }) {
      const tenant = randomUUID();
      const single = (more: Partial<Intent> = {}) => intentOf(randomUUID(), null, 'same', { tenant, ...more });
      const settle = async (intent: Intent, settlement: Settlement) =>
        ledger.settle(intent, await reserved(ledger, intent), settlement);
      await Promise.all([
        settle(single({ credential: 'cred-1' }), answered(null, 0.25)),
        settle(single({ credential: 'cred-1' }), answered(null, null)),
        settle(single({ model: 'groq/llama/8b', provider: 'groq' }), {
          kind: 'in-doubt',
          errorCode: 'PROVIDER_TIMEOUT',
        }),
        settle(single(), { kind: 'not-sent', errorCode: 'PROVIDER_UNREACHABLE' }),
      ]);
      const sums = (calls: number, usd: number, unpricedCalls: number, tokens: [number, number]) => ({
        calls,
        cachedCalls: 0,
        inputTokens: tokens[0],
        outputTokens: tokens[1],
        usd,
        unpricedCalls,
        estimatedCalls: 0,
      });
      deepEqual(await ledger.usage(tenant, { groupBy: [] }), [{ key: {}, ...sums(3, 0.75, 1, [20, 10]) }]);
      const by = await ledger.usage(tenant, { groupBy: ['provider', 'credential', 'optimization'] });
      deepEqual(
        by.toSorted((a, b) => String(a.key.provider).localeCompare(String(b.key.provider))),
        [
          { key: { provider: 'groq', credential: null, optimization: null }, ...sums(1, 0.5, 0, [0, 0]) },
          { key: { provider: 'openai', credential: 'cred-1', optimization: null }, ...sums(2, 0.25, 1, [20, 10]) },
        ],
      );
      const hour = 3_600_000;
      deepEqual(await ledger.usage(tenant, { groupBy: [], from: new Date(Date.now() + hour) }), []);
      deepEqual(await ledger.usage(tenant, { groupBy: [], to: new Date(Date.now() - hour) }), []);
      const [day] = await ledger.usage(tenant, { groupBy: ['day'], from: new Date(Date.now() - hour) });
      ok(/^\d{4}-\d\d-\d\d$/.test(String(day?.key.day)));
      equal(day?.calls, 3);
      equal((await ledger.usage(tenant, { groupBy: ['credential'], most: 1 })).length, 1);
      deepEqual(await ledger.usage(randomUUID(), { groupBy: ['model'] }), []);
    },
  },
  {
    name: 'an attempt of a single call is made by one process alone, and what became of it is told',
    async run({ ledger, other }) {
      const tenant = randomUUID();
      const intent = intentOf(randomUUID(), null, 'same', { tenant });
      const [first, ...others] = (
        await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? ledger : other).reserve(intent)))
      ).toSorted((a, b) => b.kind.localeCompare(a.kind));
      deepEqual([first?.kind, new Set(others.map(({ kind }) => kind))], ['reserved', new Set(['fenced'])]);
      deepEqual(await other.attempts(tenant, intent.job), ['open']);
      const id = first?.kind === 'reserved' ? first.id : '';
      await ledger.settle(intent, id, { kind: 'refused', errorCode: 'RATE_LIMITED' });
      await reserved(ledger, { ...intent, attempt: 2 });
      deepEqual(await other.attempts(tenant, intent.job), ['refused', 'open']);
      deepEqual(await other.attempts(randomUUID(), intent.job), []);
      deepEqual(await other.attempts(tenant, randomUUID()), []);
    },
  },
  {
    name: 'answers used again are counted beside what was bought',
    async run({ ledger }) {
      const tenant = randomUUID();
      const job = randomUUID();
      const { epoch } = await ledger.takeOver({ tenant, job, limits: unlimited });
      const intent = intentOf(job, epoch, 'a', { tenant });
      await ledger.settle(intent, await reserved(ledger, intent), answered('yes'));
      await ledger.countCached(intent, 3);
      await ledger.countCached(intent, 4);
      const [row, ...more] = await ledger.spend(tenant, job);
      deepEqual([row?.calls, row?.cachedCalls, row?.model, more.length], [1, 7, intent.model, 0]);
      const [used] = await ledger.usage(tenant, { groupBy: ['optimization'] });
      deepEqual([used?.key.optimization, used?.calls, used?.cachedCalls], [job, 1, 7]);
    },
  },
];
