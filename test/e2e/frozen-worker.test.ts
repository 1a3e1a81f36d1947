import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnServer, type BootOptions, type SpawnedServer } from '../support/boot-server.js';
import {
  addOpenAiKey,
  endOfOptimization,
  outcomeOf,
  readOptimization,
  repeatsBeyond,
  sandboxBrain,
  startOptimization,
} from '../support/e2e-optimization.js';
import { waitUntil } from '../support/e2e-waiting.js';
import { startFakeProvider } from '../support/fake-provider.js';
import { inspectDatabase } from '../support/inspect-database.js';

const leaseSeconds = 2;
const settings = { maxCalls: 3_000, maxConcurrency: 8, seed: 7, examples: 60 };

const cleanups: (() => Promise<unknown>)[] = [];
const cleanUp = async (): Promise<void> => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
};
afterEach(cleanUp);

async function server(options: BootOptions = {}): Promise<SpawnedServer> {
  const started = await spawnServer({ ...options, env: { BYOM_LEASE_SECONDS: String(leaseSeconds) } });
  cleanups.push(() => started.close());
  return started;
}

/** A provider that answers nothing until it is opened. */
async function provider() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const fake = await startFakeProvider({
    dialect: 'openai',
    latencyMs: 25,
    answer: async (request) => {
      await opened;
      return sandboxBrain(request);
    },
  });
  cleanups.push(() => fake.close());
  return { fake, open };
}

/** Whether a transaction was left open, by a process that is frozen now. */
async function isInTransaction(url: string): Promise<boolean> {
  const { rowCount } = await inspectDatabase(
    url,
    `select from pg_stat_activity
     where datname = current_database() and application_name = 'byom' and state = 'idle in transaction'`,
  );
  return rowCount! > 0;
}

/** The job's totals, and the same summed over its attempts. */
async function booksOf(url: string, job: string) {
  const totals = await inspectDatabase(
    url,
    `select calls, task_calls, tokens::float8 as tokens, usd from ledger_jobs where job = $1`,
    [job],
  );
  const summed = await inspectDatabase(
    url,
    `select count(*)::int4 as calls, (count(*) filter (where purpose in ('task', 'test')))::int4 as task_calls,
       sum(case state when 'answered' then input_tokens + output_tokens
         when 'refused' then 0 else reserved_tokens end)::float8 as tokens,
       sum(case state when 'answered' then usd when 'refused' then 0 else reserved_usd end) as usd,
       (count(*) filter (where state = 'open'))::int4 as open
     from ledger_attempts where job = $1 and state <> 'not-sent'`,
    [job],
  );
  return { totals: totals.rows[0]!, summed: summed.rows[0]! };
}

/** The same optimization where nothing is frozen. */
async function undisturbed() {
  const { fake, open } = await provider();
  open();
  const { client } = await server();
  await addOpenAiKey(client, fake);
  const ended = await endOfOptimization(client, await startOptimization(client, settings));
  expect(ended.status).toBe('SUCCEEDED');
  expect(ended.reason).toBeNull();
  return { ended, requests: fake.requests };
}
let calm: Awaited<ReturnType<typeof undisturbed>>;
beforeAll(async () => {
  calm = await undisturbed();
  await cleanUp();
}, 60_000);

describe('a worker that is frozen past its lease', () => {
  test.each(['after the other has ended it', 'while the other works on it'])(
    'loses its optimization to another, and thawed %s does no harm',
    async (when) => {
      const total = calm.requests.length;
      // The first has it before there is a second.
      const { fake, open: go } = await provider();
      const first = await server();
      await addOpenAiKey(first.client, fake);
      const id = await startOptimization(first.client, settings);
      await waitUntil('calls of the first', () => fake.inFlight() === settings.maxConcurrency);
      const second = await server({ databaseUrl: first.databaseUrl, dataDir: first.dataDir });
      go();
      const moment = Math.round(total * 0.25);
      await waitUntil(`request ${moment}`, () => fake.requests.length >= moment && fake.inFlight() > 0);
      cleanups.push(async () => void first.child.kill('SIGCONT'));
      let inFlight = fake.inFlight();
      first.child.kill('SIGSTOP');
      // The worst of moments: with rows locked. Looked for while half of the run is left.
      let inTransaction = await isInTransaction(first.databaseUrl);
      while (when.startsWith('after') && !inTransaction && fake.requests.length < total * 0.6) {
        first.child.kill('SIGCONT');
        const next = fake.requests.length + 1;
        await waitUntil('another request', () => fake.requests.length >= next && fake.inFlight() > 0);
        inFlight = fake.inFlight();
        first.child.kill('SIGSTOP');
        inTransaction = await isInTransaction(first.databaseUrl);
      }
      expect(inFlight).toBeGreaterThan(0);
      await waitUntil('what was under way', () => fake.inFlight() === 0);
      const frozenAt = fake.requests.length;
      expect(frozenAt).toBeLessThan(total * 0.8);

      await waitUntil('the second to take it over', () => fake.requests.length > frozenAt + 40);
      if (when.startsWith('while')) first.child.kill('SIGCONT');
      const ended = await endOfOptimization(second.client, id);
      const requestsAtEnd = fake.requests.length;
      if (when.startsWith('after')) first.child.kill('SIGCONT');

      // It answers again, and had time to do whatever it would.
      await readOptimization(first.client, id);
      await new Promise((resolve) => setTimeout(resolve, leaseSeconds * 1_000));
      const left = await readOptimization(first.client, id);
      const late = fake.requests.length - requestsAtEnd;
      const repeated = repeatsBeyond(calm.requests, fake.requests);
      process.stdout.write(
        `frozen after ${frozenAt} of ${total} requests with ${inFlight} in flight${inTransaction ? ' and a transaction open' : ''}, thawed ${when}: ` +
          `${repeated.length} repeated, ${late} of them late\n`,
      );
      expect(outcomeOf(ended)).toEqual(outcomeOf(calm.ended));
      expect(outcomeOf(left)).toEqual(outcomeOf(calm.ended));
      // A call is in flight from the moment that it is entered in the books to the one in which its answer is.
      expect(repeated.length).toBeLessThanOrEqual(settings.maxConcurrency);

      const { totals, summed } = await booksOf(first.databaseUrl, id);
      expect(summed).toMatchObject({
        calls: totals.calls,
        task_calls: totals.task_calls,
        tokens: totals.tokens,
        open: 0,
      });
      expect(summed.usd).toBeCloseTo(totals.usd, 9);
      expect(left.spent.calls).toBe(totals.calls);
      expect(left.spent.calls).toBeGreaterThanOrEqual(fake.requests.length);
      expect(left.spent.calls).toBeLessThanOrEqual(total + settings.maxConcurrency);
    },
    60_000,
  );
});
