import type { CallLimits } from '../../src/calls/limits/call-limits.js';
import { CodeSandboxes } from '../../src/sandbox/code-sandboxes.js';
import { ProbeModel } from '../../src/use-cases/probe-model.js';
import type { JsonObject } from '../../src/sdk/index.js';
import { openAICompatible } from '../../src/openai-compatible/openai-compatible.js';
import type { PromptStore } from '../../src/prompts/prompt-store.js';
import type { Intent, Ledger, Settlement } from '../../src/usage/ledger.js';
import { estimateCalls } from '../../src/use-cases/optimization/estimate-calls.js';
import { MakeCall } from '../../src/use-cases/make-call.js';
import type { PromptRunInput } from '../../src/use-cases/optimization/optimization-run-input.js';
import { planFinalTest } from '../../src/use-cases/optimization/plan-final-test.js';
import { RunOptimization, type RunOptimizationDeps } from '../../src/use-cases/run-optimization.js';
import { splitExamples } from '../../src/datasets/split-examples.js';
import { seededRandom } from '../../src/optimization/seeded-random.js';
import { FindModel } from '../../src/use-cases/find-model.js';
import { ProviderRegistry } from '../../src/plugin-loader/provider-registry.js';
import { learning } from './learning.js';
import { callLimits } from './in-memory-limit-store.js';
import { InMemoryLedger } from './in-memory-ledger.js';
import { InMemoryOptimizationStore } from './in-memory-optimization-store.js';
import { labelExamples } from './label-task.js';
import { plainProvider } from './plain-provider.js';
import type { SimulatedProvider } from './simulated-provider.js';

const tenant = 'tenant';
const id = 'run';
const price = { input: 1, output: 4 };

export interface SimulatedRunOptions {
  readonly budget: PromptRunInput['budget'];
  readonly strategy: PromptRunInput['strategy'];
  readonly seed: number;
  readonly examples: number;
  readonly provider: SimulatedProvider;
  /** Of one commit, in milliseconds. */
  readonly commitMs: () => number;
  /** How a worker may be ended: thrown away with its connections after so many requests, or told to stop. */
  readonly kills?: readonly { readonly after: number; readonly hard: boolean }[];
  /** Where left out, nothing is known of the model's limits. */
  readonly maxOutputTokens?: number;
  readonly onEnded?: RunOptimizationDeps['onEnded'];
  /** Where left out, none is set. */
  readonly limits?: CallLimits;
}

/** A ledger whose commits take time, as a database's do; a dead worker's never come back. */
function slow(ledger: Ledger, commitMs: () => number, dead: () => boolean): Ledger {
  const commit = async () => {
    await new Promise((resolve) => setTimeout(resolve, commitMs()));
    if (dead()) await new Promise<never>(() => undefined);
  };
  return {
    takeOver: (job) => ledger.takeOver(job),
    answers: (owner, job) => ledger.answers(owner, job),
    left: (owner, job) => ledger.left(owner, job),
    spend: (owner, job) => ledger.spend(owner, job),
    attempts: (owner, call) => ledger.attempts(owner, call),
    usage: (owner, query) => ledger.usage(owner, query),
    countCached: (use, times) => ledger.countCached(use, times),
    doubtAbandoned: () => ledger.doubtAbandoned(),
    async reserve(intent: Intent) {
      if (dead()) await new Promise<never>(() => undefined);
      const reservation = await ledger.reserve(intent);
      await commit();
      return reservation;
    },
    async settle(intent: Intent, entry: string, settlement: Settlement) {
      if (dead()) await new Promise<never>(() => undefined);
      await ledger.settle(intent, entry, settlement);
      await commit();
    },
  };
}

/** One optimization, from its record to its end, by the real use cases over a provider, a ledger and a store in memory. */
export async function simulatedRun(options: SimulatedRunOptions) {
  const { budget, provider, seed } = options;
  const declared = plainProvider(
    {
      models: [
        {
          matches: '*',
          contextWindow: 100_000,
          price,
          ...(options.maxOutputTokens === undefined ? {} : { maxOutputTokens: options.maxOutputTokens }),
          features: ['system-prompt'],
        },
      ],
    },
    openAICompatible(),
  );
  const findModel = new FindModel({ registry: new ProviderRegistry([declared], []) });
  const { model } = findModel.run('plain/small');
  const prompt = { system: 'Sort the message into a queue.', user: '{{text}}', demonstrations: [] };
  const all = labelExamples(options.examples, seed);
  const split = splitExamples(all, {}, seededRandom(seed, 'split'));
  const estimates = estimateCalls(prompt, all, model, model);
  const input: PromptRunInput = {
    kind: 'prompt',
    prompt,
    model: 'plain/small',
    proposer: 'plain/small',
    examples: { ...split, test: split.test.slice(0, planFinalTest(budget, estimates, split.test.length)) },
    testSplitSize: split.test.length,
    metric: { kind: 'exact-match' },
    budget,
    strategy: options.strategy,
    seed,
    credentials: { plain: null },
    estimates,
  };

  const ledger = new InMemoryLedger();
  const epochs = new Map<string, number>();
  const takeOver = ledger.takeOver.bind(ledger);
  ledger.takeOver = async (job) => {
    const taken = await takeOver(job);
    epochs.set(job.job, taken.epoch);
    return taken;
  };
  const store = new InMemoryOptimizationStore((job) => epochs.get(job));
  const zero = { low: 0, high: 0 };
  await store.create({
    id,
    tenant,
    kind: 'prompt',
    input: input as unknown as JsonObject,
    quote: { calls: zero, tokens: zero, seconds: zero },
    progress: { fraction: 0, phase: 'queued', callsDone: 0, callsPlanned: 100 },
  });
  const logger = { info() {}, warn() {}, error() {} };
  const worker = (number: number, dead: () => boolean) => {
    const waits = seededRandom(seed, 'waits', number);
    const books = slow(ledger, options.commitMs, dead);
    return new RunOptimization({
      optimizations: store,
      prompts: {} as PromptStore,
      webhooks: undefined as never,
      sandboxes: new CodeSandboxes(false),
      ledger: books,
      makeCall: new MakeCall({
        ledger: books,
        limits: options.limits ?? callLimits(),
        egress: provider.egressOf(number),
        probeModel: new ProbeModel({ egress: provider.egressOf(number), clock: Date }),
        learnModel: learning(logger),
        credentials: { touch() {}, find: async () => undefined },
        clock: Date,
        logger,
        random: () => waits.next(),
      }),
      findModel,
      runCredentials: {
        open: async () => ({
          id: null,
          tenant,
          provider: 'plain',
          baseUrl: 'https://plain.example/v1',
          origin: 'https://plain.example',
          fields: {},
          secret: null,
        }),
      } as never,
      clock: Date,
      logger,
      ...(options.onEnded === undefined ? {} : { onEnded: options.onEnded }),
    });
  };

  const startedAt = performance.now();
  for (const [number, kill] of (options.kills ?? []).entries()) {
    let dead = false;
    const stop = new AbortController();
    const life = { over: false };
    const running = worker(number, () => dead)
      .run({ id, tenant }, stop.signal)
      .finally(() => (life.over = true));
    const at = provider.requests + kill.after;
    while (provider.requests < at && !life.over) await new Promise((resolve) => setTimeout(resolve, 20));
    if (life.over) break;
    if (kill.hard) {
      dead = true;
      provider.kill(number);
    } else {
      stop.abort();
      await running;
    }
  }
  const last = worker(options.kills?.length ?? 0, () => false);
  if (!ended()) await last.run({ id, tenant }, new AbortController().signal);
  return {
    record: store.records.get(id)!,
    input,
    ledger,
    store,
    seconds: (performance.now() - startedAt) / 1000,
    left: await ledger.left(tenant, id),
  };

  function ended(): boolean {
    return store.records.get(id)!.finishedAt !== undefined;
  }
}
