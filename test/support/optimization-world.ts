import { CodeSandboxes } from '../../src/sandbox/code-sandboxes.js';
import type { CandidateRecord } from '../../src/optimization/optimization-store.js';
import { splitExamples } from '../../src/datasets/split-examples.js';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import type { PromptStore, SavedPrompt } from '../../src/prompts/prompt-store.js';
import type { JsonObject } from '../../src/sdk/index.js';
import type { OptimizationRunInput, PromptRunInput } from '../../src/use-cases/optimization/optimization-run-input.js';
import { RunOptimization, type RunOptimizationDeps } from '../../src/use-cases/run-optimization.js';
import { InMemoryLedger } from './in-memory-ledger.js';
import { InMemoryOptimizationStore } from './in-memory-optimization-store.js';
import { labelExamples, labelModel } from './label-task.js';
import { PaidCalls, type PaidCallsOptions } from './paid-calls.js';

export const tenant = 'tenant';
export const id = 'run';

export function inputOf(
  options: Partial<PromptRunInput> & { readonly count?: number; readonly tests?: number },
): PromptRunInput {
  const { count = 100, tests, ...rest } = options;
  const split = splitExamples(labelExamples(count), {}, seededRandom('split'));
  return {
    kind: 'prompt',
    prompt: { system: 'Sort the message into a queue.', user: '{{text}}', demonstrations: [] },
    model: 'fake/model',
    proposer: 'fake/model',
    examples: { ...split, test: split.test.slice(0, tests ?? 20) },
    testSplitSize: split.test.length,
    metric: { kind: 'exact-match' },
    budget: { maxCalls: 100, maxConcurrency: 16 },
    strategy: 'auto',
    seed: 7,
    credentials: { fake: null },
    estimates: { task: { usd: 0, tokens: 100 }, proposal: { usd: 0, tokens: 500 } },
    ...rest,
  };
}

/** One database and one provider; workers come and go. */
export async function world(input: OptimizationRunInput, calls: Partial<PaidCallsOptions> = {}) {
  const ledger = new InMemoryLedger();
  const epochs = new Map<string, number>();
  const takeOver = ledger.takeOver.bind(ledger);
  ledger.takeOver = async (job) => {
    const taken = await takeOver(job);
    epochs.set(job.job, taken.epoch);
    return taken;
  };
  const destroyed: string[] = [];
  const store = new InMemoryOptimizationStore(
    (job) => epochs.get(job),
    (job) => void destroyed.push(job),
  );
  const zero = { low: 0, high: 100 };
  await store.create({
    id,
    tenant,
    kind: input.kind,
    input: input as unknown as JsonObject,
    quote: { calls: zero, tokens: zero, seconds: zero },
    progress: { fraction: 0, phase: 'queued', callsDone: 0, callsPlanned: 100 },
  });
  const provider = new PaidCalls(ledger, { model: labelModel, ...calls });
  const saved: SavedPrompt[] = [];
  const reports: Parameters<NonNullable<RunOptimizationDeps['onEnded']>>[0][] = [];
  const worker = () =>
    new RunOptimization({
      optimizations: store,
      prompts: {
        find: async (_: string, name: string) => saved.findLast((prompt) => prompt.name === name),
        save: async (prompt: Omit<SavedPrompt, 'version' | 'createdAt'>) => {
          saved.push({ ...prompt, version: saved.length + 1, createdAt: new Date() });
          return saved.at(-1)!;
        },
      } as unknown as PromptStore,
      ledger,
      makeCall: provider,
      findModel: {
        run: (ref: string) => ({
          provider: { definition: { id: 'fake' } },
          model: {
            ref,
            providerModelId: ref.slice('fake/'.length),
            features: [],
            quirks: [],
            ...(calls.usdPerCall === undefined ? {} : { price: { input: 1, output: 1 } }),
          },
        }),
      } as never,
      webhooks: {} as never,
      sandboxes: new CodeSandboxes(false),
      runCredentials: {
        open: async () => ({ id: null, tenant, provider: 'fake', baseUrl: '', origin: '', fields: {}, secret: null }),
      } as never,
      clock: { now: () => Date.now() },
      logger: { info() {}, warn() {}, error() {} },
      onEnded: (report) => reports.push(report),
    });
  return { ledger, store, provider, saved, destroyed, reports, worker, record: () => store.records.get(id)! };
}

/** Without what differs from run to run. */
export const candidatesOf = async (store: InMemoryOptimizationStore): Promise<readonly CandidateRecord[]> =>
  (await store.candidates(tenant, id, { first: 1000 })).items.map(({ item }) =>
    Object.assign({ ...item }, { latencyMs: undefined, costPerCall: undefined }),
  );

/** That of a worker whom nobody stops. */
export const never: AbortSignal = new AbortController().signal;
