import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '../../src/postgres/open-database.js';
import { PostgresLedger } from '../../src/postgres/postgres-ledger.js';
import { PostgresSpendingBudgetStore } from '../../src/postgres/postgres-spending-budget-store.js';
import type { Intent, Settlement } from '../../src/usage/ledger.js';
import { inspectDatabase } from '../support/inspect-database.js';
import { budgetOf, singleOf } from '../support/port-audits/budget-audits.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let fresh: TestDatabase;
let databases: Database[];
let ledgers: PostgresLedger[];
let store: PostgresSpendingBudgetStore;
beforeAll(async () => {
  fresh = await createTestDatabase();
  databases = await Promise.all([openDatabase(fresh.url), openDatabase(fresh.url)]);
  ledgers = databases.map((database) => new PostgresLedger(database));
  store = new PostgresSpendingBudgetStore(databases[0]!);
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await fresh.drop();
});

const outcomes = ['answered', 'not-sent', 'refused', 'in-doubt', 'never', 'late'] as const;
const call = fc.record({
  own: fc.boolean(),
  inJob: fc.boolean(),
  eighths: fc.integer({ min: 0, max: 8 }),
  tokens: fc.integer({ min: 0, max: 50 }),
  outcome: fc.constantFrom(...outcomes),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;
const step = fc.oneof(
  { weight: 4, arbitrary: fc.array(call, { minLength: 1, maxLength: 25 }) },
  { weight: 1, arbitrary: fc.constant('midnight' as const) },
);

/** Of a budget: what it may take, what it has taken by a plain count, and the most that it ever had. */
interface Plain {
  readonly most: number;
  readonly of: 'usd' | 'calls' | 'tokens';
  readonly resets: boolean;
  readonly holds: (intent: Intent) => boolean;
  taken: number;
  highest: number;
}

test('whatever comes at once in two processes, midnights in between: no budget is ever passed, and all agree with a plain count', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 6 }),
      fc.record({ usd: fc.integer({ min: 1, max: 60 }), calls: fc.integer({ min: 1, max: 60 }), tokens: fc.nat(900) }),
      async (steps, most) => {
        const tenant = randomUUID();
        const [key, job] = [randomUUID(), randomUUID()];
        await inspectDatabase(
          fresh.url,
          `insert into credentials (id, tenant, provider, name, base_url, origin, fields, version, fingerprint, is_default)
           values ($1, $2, 'openai', 'key', 'https://a.example', 'https://a.example', '{}', 1, 'f', false)`,
          [key, tenant],
        );
        const unlimited = { maxCalls: null, maxTaskCalls: null, maxUsd: null, maxTokens: null };
        const { epoch } = await ledgers[0]!.takeOver({ tenant, job, limits: unlimited });
        await store.set(budgetOf(tenant, { maxUsd: most.usd / 8 }));
        await store.set(budgetOf(tenant, { maxCalls: most.calls, window: 'once' }));
        await store.set(budgetOf(tenant, { maxTokens: most.tokens + 1, credential: key }));
        const plain: readonly Plain[] = [
          { most: most.usd / 8, of: 'usd', resets: true, holds: () => true, taken: 0, highest: 0 },
          { most: most.calls, of: 'calls', resets: false, holds: () => true, taken: 0, highest: 0 },
          {
            most: most.tokens + 1,
            of: 'tokens',
            resets: true,
            holds: ({ credential }) => credential === key,
            taken: 0,
            highest: 0,
          },
        ];
        let day = 0;
        const take = (intent: Intent, made: number, amounts: { usd: number; calls: number; tokens: number }) => {
          for (const budget of plain) {
            if (!budget.holds(intent) || (budget.resets && made !== day)) continue;
            budget.taken += amounts[budget.of];
            budget.highest = Math.max(budget.highest, budget.taken);
          }
        };
        const late: (() => Promise<void>)[] = [];
        const make = async ({ own, inJob, eighths, tokens, outcome, share }: Call, number: number) => {
          const ledger = ledgers[number % 2]!;
          const usd = eighths / 8;
          const intent = singleOf(tenant, {
            credential: own ? key : null,
            reserved: { usd, tokens },
            ...(inJob && { job, epoch }),
          });
          const reservation = await ledger.reserve(intent);
          if (reservation.kind !== 'reserved') return expect(reservation.kind).toBe('over-budget');
          const made = day;
          take(intent, made, { usd, calls: 1, tokens });
          if (outcome === 'never') return;
          const kept = Math.floor(tokens * share);
          const usage = { inputTokens: kept, outputTokens: 0, cachedInputTokens: 0, reasoningTokens: 0 };
          const settlement: Settlement =
            outcome === 'answered' || outcome === 'late'
              ? { kind: 'answered', answer: null, usd: usd / 2, usage }
              : { kind: outcome, errorCode: 'INTERNAL' };
          const settle = async () => {
            // Counted as given back before it is: the plain count is never above the ledger's.
            if (settlement.kind === 'answered') take(intent, made, { usd: -usd / 2, calls: 0, tokens: kept - tokens });
            if (settlement.kind === 'not-sent') take(intent, made, { usd: -usd, calls: -1, tokens: -tokens });
            if (settlement.kind === 'refused') take(intent, made, { usd: -usd, calls: 0, tokens: -tokens });
            await ledger.settle(intent, reservation.id, settlement);
          };
          if (outcome === 'late') late.push(settle);
          else await settle();
        };
        for (const one of steps) {
          if (one === 'midnight') {
            day += 1;
            for (const budget of plain) if (budget.resets) budget.taken = 0;
            await inspectDatabase(
              fresh.url,
              `with moved as (
                 update ledger_attempts set created_at = created_at - interval '1 day' where tenant = $1
               ) update spending_budgets set since = since - interval '1 day' where tenant = $1`,
              [tenant],
            );
          } else {
            await Promise.all([...one.map(make), ...late.splice(0, 2).map((settle) => settle())]);
          }
          const standings = await store.list(tenant);
          expect(standings.map(({ spent, reserved }, n) => spent[plain[n]!.of] + reserved[plain[n]!.of])).toEqual(
            plain.map(({ taken }) => taken),
          );
        }
        for (const { highest, most: limit } of plain) expect(highest).toBeLessThanOrEqual(limit);
      },
    ),
    { numRuns: 12, interruptAfterTimeLimit: 45_000 },
  );
}, 120_000);

test('a budget that is set while calls come and go misses none of them', async () => {
  const tenants = Array.from({ length: 6 }, () => randomUUID());
  const done = new AbortController();
  const worker = async (number: number) => {
    for (let n = 0; !done.signal.aborted; n += 1) {
      const intent = singleOf(tenants[(n + number) % tenants.length]!, { reserved: { usd: 0.5, tokens: 7 } });
      const ledger = ledgers[number % 2]!;
      const reservation = await ledger.reserve(intent);
      if (reservation.kind !== 'reserved' || n % 5 === 0) continue;
      const usage = { inputTokens: 3, outputTokens: 1, cachedInputTokens: 0, reasoningTokens: 0 };
      await ledger.settle(intent, reservation.id, { kind: 'answered', answer: null, usd: 0.125, usage });
    }
  };
  const workers = Array.from({ length: 16 }, (_, number) => worker(number));
  const other = new PostgresSpendingBudgetStore(databases[1]!);
  await Promise.all(
    tenants.map(async (tenant, n) => {
      for (let turn = 0; turn < 6; turn += 1) {
        const made = await (n % 2 === 0 ? store : other).set(budgetOf(tenant, { maxUsd: 1e6, window: 'month' }));
        if (turn < 5) await store.remove(tenant, made!.id);
      }
    }),
  );
  done.abort();
  await Promise.all(workers);
  const { rows } = await inspectDatabase<{ agree: boolean; calls: number }>(
    fresh.url,
    `select b.calls::int as calls, b.calls = a.calls and b.usd = a.usd and b.tokens = a.tokens as agree
     from spending_budgets b join lateral (
       select count(*) as calls,
         sum(case state when 'answered' then usd else reserved_usd end)::numeric as usd,
         sum(case state when 'answered' then input_tokens + output_tokens else reserved_tokens end) as tokens
       from ledger_attempts where tenant = b.tenant
     ) a on true
     where b.tenant = any($1)`,
    [tenants],
  );
  expect(rows.map(({ agree }) => agree)).toEqual(tenants.map(() => true));
  expect(Math.min(...rows.map(({ calls }) => calls))).toBeGreaterThan(3);
}, 120_000);
