import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHash, randomUUID } from 'node:crypto';
import { startEmbeddedPostgres } from '../src/postgres/embedded/start-embedded-postgres.js';
import { openDatabase } from '../src/postgres/open-database.js';
import { PostgresLedger } from '../src/postgres/postgres-ledger.js';
import type { Intent } from '../src/usage/ledger.js';
import { cpuOfProcesses } from './cpu-of-processes.js';

const usage = { inputTokens: 300, cachedInputTokens: 0, outputTokens: 40, reasoningTokens: 0 };

/**
 * CPU milliseconds of this process and a Postgres of its own for one reservation and its settlement, at concurrency 32:
 * of calls within a job (budget, fence, kept answer) or of single ones.
 */
export async function ledgerCost(calls: number, of: 'job' | 'single' = 'job'): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'byom-bench-ledger-'));
  const postgres = await startEmbeddedPostgres(folder);
  try {
    const database = await openDatabase(postgres.url);
    const ledger = new PostgresLedger(database);
    const job = randomUUID();
    const limits = { maxCalls: calls * 4, maxTaskCalls: null, maxUsd: 1e6, maxTokens: null };
    const { epoch } = await ledger.takeOver({ tenant: 'bench', job, limits });
    const one = async (number: number) => {
      const intent: Intent = {
        tenant: 'bench',
        job: of === 'job' ? job : randomUUID(),
        epoch: of === 'job' ? epoch : null,
        callKey: createHash('sha256').update(String(number)).digest('hex'),
        attempt: 1,
        provider: 'openai',
        model: 'openai/gpt-4o-mini',
        credential: null,
        purpose: 'task',
        reserved: { usd: 0.001, tokens: 400 },
      };
      const reservation = await ledger.reserve(intent);
      if (reservation.kind !== 'reserved') throw new Error(`The ledger said ${reservation.kind}.`);
      const answer = of === 'job' ? { text: 'An answer of some forty tokens. '.repeat(5) } : null;
      await ledger.settle(intent, reservation.id, { kind: 'answered', answer, usage, usd: 0.0001 });
    };
    let next = 0;
    const run = async (until: number) => {
      await Promise.all(
        Array.from({ length: 32 }, async () => {
          while (next < until) await one(next++);
        }),
      );
    };
    await run(calls / 2);
    const before = cpuOfProcesses([process.pid]);
    const first = next;
    await run(first + calls);
    const cost = (cpuOfProcesses([process.pid]) - before) / (next - first);
    await database.close();
    return cost;
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
