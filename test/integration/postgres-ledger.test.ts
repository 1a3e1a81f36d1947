import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHash, randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '../../src/postgres/open-database.js';
import { reserveInJobs, reserveInJobsInBudgets } from '../../src/postgres/ledger/reserve-in-jobs.js';
import { reserveSingles, reserveSinglesInBudgets } from '../../src/postgres/ledger/reserve-singles.js';
import { settleInJobs, settleInJobsInBudgets } from '../../src/postgres/ledger/settle-in-jobs.js';
import { settleSingles, settleSinglesInBudgets } from '../../src/postgres/ledger/settle-singles.js';
import { PostgresLedger } from '../../src/postgres/postgres-ledger.js';
import { callPurposes, type Intent, type Settlement } from '../../src/usage/ledger.js';
import { ledgerAudits } from '../support/port-audits/ledger-audits.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { inspectDatabase } from '../support/inspect-database.js';

let fresh: TestDatabase;
let databases: Database[];
let ledgers: PostgresLedger[];
beforeAll(async () => {
  fresh = await createTestDatabase();
  databases = await Promise.all([openDatabase(fresh.url), openDatabase(fresh.url)]);
  ledgers = databases.map((database) => new PostgresLedger(database));
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await fresh.drop();
});

describe('promises of the port', () => {
  for (const { name, run } of ledgerAudits) {
    test(name, () => run({ ledger: ledgers[0]!, other: ledgers[1]! }));
  }
});

const statements = [
  reserveSingles,
  reserveSinglesInBudgets,
  reserveInJobs,
  reserveInJobsInBudgets,
  settleSingles,
  settleSinglesInBudgets,
  settleInJobs,
  settleInJobsInBudgets,
];
test.each(statements)(
  '$name reads no table as a whole, though its plan is made while all are empty',
  async ({ text }) => {
    const { rows } = await databases[0]!.ledger.query<{ 'QUERY PLAN': string }>(`explain (generic_plan) ${text}`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index Scan|Index Only Scan/);
    expect(plan).not.toContain('Seq Scan');
  },
);

interface Plan {
  readonly purpose: (typeof callPurposes)[number];
  readonly usd: number;
  readonly tokens: number;
  readonly outcome: Settlement['kind'] | 'never';
  readonly share: number;
}

const plans = fc.array(
  fc.record<Plan>({
    purpose: fc.constantFrom(...callPurposes),
    usd: fc.integer({ min: 0, max: 8 }).map((n) => n / 8),
    tokens: fc.integer({ min: 0, max: 50 }),
    outcome: fc.constantFrom('answered', 'not-sent', 'refused', 'in-doubt', 'never'),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { minLength: 1, maxLength: 60 },
);
const limitsOf = fc.record({
  maxCalls: fc.option(fc.integer({ min: 0, max: 40 })),
  maxTaskCalls: fc.option(fc.integer({ min: 0, max: 30 })),
  maxUsd: fc.option(fc.integer({ min: 0, max: 160 }).map((n) => n / 8)),
  maxTokens: fc.option(fc.integer({ min: 0, max: 1500 })),
});

test('sixteen reservers in two processes, any outcomes: never above a limit, and the sums agree with a plain count', async () => {
  await fc.assert(
    fc.asyncProperty(plans, limitsOf, async (todo, limits) => {
      const [tenant, job] = ['tenant-m', randomUUID()];
      const { epoch } = await ledgers[0]!.takeOver({ tenant, job, limits });
      const charged = { calls: 0, tasks: 0, usd: 0, tokens: 0 };
      const highest = { calls: 0, tasks: 0, usd: 0, tokens: 0 };
      const charge = (sign: 1 | -1, task: boolean, calls: number, usd: number, tokens: number) => {
        charged.calls += sign * calls;
        charged.tasks += task ? sign * calls : 0;
        charged.usd += sign * usd;
        charged.tokens += sign * tokens;
        for (const key of ['calls', 'tasks', 'usd', 'tokens'] as const)
          highest[key] = Math.max(highest[key], charged[key]);
      };
      let next = 0;
      let refusals = 0;
      const reserver = async (number: number) => {
        const ledger = ledgers[number % 2]!;
        for (let n = next++; n < todo.length; n = next++) {
          const plan = todo[n]!;
          const task = plan.purpose === 'task' || plan.purpose === 'test';
          const intent: Intent = {
            tenant,
            job,
            epoch,
            callKey: createHash('sha256').update(String(n)).digest('hex'),
            attempt: 1,
            provider: 'openai',
            model: 'openai/m',
            credential: null,
            purpose: plan.purpose,
            reserved: { usd: plan.usd, tokens: plan.tokens },
          };
          const reservation = await ledger.reserve(intent);
          if (reservation.kind !== 'reserved') {
            refusals += 1;
            expect(reservation.kind).toBe('exhausted');
            continue;
          }
          charge(1, task, 1, plan.usd, plan.tokens);
          const tokens = Math.floor(plan.tokens * plan.share);
          const settlement: Settlement | undefined =
            plan.outcome === 'never'
              ? undefined
              : plan.outcome === 'answered'
                ? {
                    kind: 'answered',
                    answer: n,
                    usd: plan.usd / 2,
                    usage: { inputTokens: tokens, outputTokens: 0, cachedInputTokens: 0, reasoningTokens: 0 },
                  }
                : { kind: plan.outcome, errorCode: 'INTERNAL' };
          // Counted as given back before it is: the plain count is never above the ledger's.
          if (plan.outcome === 'answered') charge(-1, task, 0, plan.usd / 2, plan.tokens - tokens);
          if (plan.outcome === 'not-sent') charge(-1, task, 1, plan.usd, plan.tokens);
          if (plan.outcome === 'refused') charge(-1, task, 0, plan.usd, plan.tokens);
          if (settlement) await ledger.settle(intent, reservation.id, settlement);
        }
      };
      await Promise.all(Array.from({ length: 16 }, (_, number) => reserver(number)));
      expect(highest.calls).toBeLessThanOrEqual(limits.maxCalls ?? Infinity);
      expect(highest.tasks).toBeLessThanOrEqual(limits.maxTaskCalls ?? Infinity);
      expect(highest.usd).toBeLessThanOrEqual((limits.maxUsd ?? Infinity) + 1e-6);
      expect(highest.tokens).toBeLessThanOrEqual(limits.maxTokens ?? Infinity);
      const left = await ledgers[1]!.left(tenant, job);
      const rest = (limit: number | null, used: number) => (limit === null ? null : limit - used);
      expect(left).toEqual({
        maxCalls: rest(limits.maxCalls, charged.calls),
        maxTaskCalls: rest(limits.maxTaskCalls, charged.tasks),
        maxUsd: limits.maxUsd === null ? null : expect.closeTo(limits.maxUsd - charged.usd, 6),
        maxTokens: rest(limits.maxTokens, charged.tokens),
      });
      const spend = await ledgers[1]!.spend(tenant, job);
      expect(spend.reduce((sum, { calls }) => sum + calls, 0)).toBe(charged.calls);
      expect(spend.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(charged.usd, 6);
      const answers = await ledgers[1]!.answers(tenant, job);
      expect(answers.size).toBeLessThanOrEqual(todo.length - refusals);
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('owners that change while many reserve and settle in several jobs: no deadlock, and no intent of a former owner after the change', async () => {
  const jobs = [randomUUID(), randomUUID(), randomUUID()];
  const limits = { maxCalls: 100_000, maxTaskCalls: null, maxUsd: null, maxTokens: null };
  const epochs = new Map<string, number>();
  const takeOver = async (job: string, by: number) => {
    const { epoch } = await ledgers[by]!.takeOver({ tenant: 'tenant-d', job, limits });
    epochs.set(job, epoch);
  };
  for (const job of jobs) await takeOver(job, 0);
  const done = new AbortController();
  const kinds = new Set<string>();
  const worker = async (number: number) => {
    for (let n = 0; !done.signal.aborted; n += 1) {
      const job = jobs[(n + number) % jobs.length]!;
      const before = epochs.get(job)!;
      const intent: Intent = {
        tenant: 'tenant-d',
        job,
        epoch: before,
        callKey: createHash('sha256').update(`${number} ${n}`).digest('hex'),
        attempt: 1,
        provider: 'openai',
        model: 'openai/m',
        credential: null,
        purpose: 'task',
        reserved: { usd: 0.1, tokens: 5 },
      };
      const ledger = ledgers[number % 2]!;
      const reservation = await ledger.reserve(intent);
      kinds.add(reservation.kind);
      if (reservation.kind !== 'reserved') continue;
      await ledger.settle(intent, reservation.id, { kind: 'in-doubt', errorCode: 'PROVIDER_TIMEOUT' });
    }
  };
  const workers = Array.from({ length: 24 }, (_, number) => worker(number));
  for (let n = 0; n < 60; n += 1) await takeOver(jobs[n % 3]!, n % 2);
  done.abort();
  await Promise.all(workers);
  expect([...kinds].toSorted()).toEqual(['fenced', 'reserved']);
  const { rows } = await inspectDatabase<{ open: number }>(
    fresh.url,
    `select count(*)::int as open from ledger_attempts where tenant = 'tenant-d' and state = 'open'`,
  );
  expect(rows[0]?.open).toBe(0);
  const sums = await inspectDatabase<{ agree: boolean }>(
    fresh.url,
    `select j.calls = (select count(*) from ledger_attempts a where a.tenant = j.tenant and a.job = j.job) as agree
     from ledger_jobs j where j.tenant = 'tenant-d'`,
  );
  expect(sums.rows).toEqual([{ agree: true }, { agree: true }, { agree: true }]);
});

const single = (tenant: string, job: string): Intent => ({
  tenant,
  job,
  epoch: null,
  callKey: 'ab'.repeat(32),
  attempt: 1,
  provider: 'openai',
  model: 'openai/m',
  credential: null,
  purpose: 'task',
  reserved: { usd: 0, tokens: 1 },
});

test('one item that the database refuses fails alone', async () => {
  const outcomes = await Promise.allSettled(
    ['a', 'b\0', 'c'].map((job) => ledgers[0]!.reserve(single('tenant-n', job))),
  );
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const usage = await ledgers[0]!.usage('tenant-n', { groupBy: [] });
  expect(usage[0]?.calls).toBe(2);
});

test('an answer that cannot be written fails alone', async () => {
  const [tenant, job] = ['tenant-w', randomUUID()];
  const limits = { maxCalls: null, maxTaskCalls: null, maxUsd: null, maxTokens: null };
  const { epoch } = await ledgers[0]!.takeOver({ tenant, job, limits });
  const answers = [1, 2n as unknown as number, 3];
  const settled = answers.map(async (answer, n) => {
    const callKey = `${n}`.repeat(64);
    const intent: Intent = { ...single(tenant, job), epoch, callKey };
    const reservation = await ledgers[0]!.reserve(intent);
    if (reservation.kind !== 'reserved') throw new Error(reservation.kind);
    const usage = { inputTokens: 1, outputTokens: 1, cachedInputTokens: 0, reasoningTokens: 0 };
    await ledgers[0]!.settle(intent, reservation.id, { kind: 'answered', answer, usage, usd: 0 });
  });
  const outcomes = await Promise.allSettled(settled);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect([...(await ledgers[0]!.answers(tenant, job)).values()]).toEqual([1, 3]);
});
