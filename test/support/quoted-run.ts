import { CodeSandboxes } from '../../src/sandbox/code-sandboxes.js';
import { ProviderRegistry } from '../../src/plugin-loader/provider-registry.js';
import { checkExamples } from '../../src/datasets/check-examples.js';
import { openAICompatible } from '../../src/openai-compatible/openai-compatible.js';
import type { MetricInput } from '../../src/optimization/scoring/metric-input.js';
import type { Quote } from '../../src/optimization/optimization-store.js';
import type { PromptStore, PromptTemplate } from '../../src/prompts/prompt-store.js';
import { ByomError, type JsonObject, type JsonValue, type Message, type Price } from '../../src/sdk/index.js';
import { FindModel } from '../../src/use-cases/find-model.js';
import { MakeCall } from '../../src/use-cases/make-call.js';
import { OptimizePrompt } from '../../src/use-cases/optimize-prompt.js';
import type { BudgetInput } from '../../src/use-cases/optimization/optimization-input.js';
import type { OptimizationStrategy } from '../../src/use-cases/optimization/optimize-prompt-input.js';
import type { OptimizationRunInput } from '../../src/use-cases/optimization/optimization-run-input.js';
import { callSizes } from '../../src/use-cases/optimization/call-sizes.js';
import { ProbeModel } from '../../src/use-cases/probe-model.js';
import { RunOptimization } from '../../src/use-cases/run-optimization.js';
import { StartOptimization } from '../../src/use-cases/optimization/start-optimization.js';
import { learning } from './learning.js';
import { callLimits } from './in-memory-limit-store.js';
import { InMemoryLedger } from './in-memory-ledger.js';
import { InMemoryOptimizationStore } from './in-memory-optimization-store.js';
import { plainProvider } from './plain-provider.js';
import { SimulatedProvider, type SimulatedFault } from './simulated-provider.js';
import { inVirtualTime } from './virtual-time.js';
import { requestDigest } from './request-digest.js';

const tenant = { id: 'tenant', name: 'Tenant', createdAt: new Date(0) };
const logger = { info() {}, warn() {}, error() {} };
const endpoint = { baseUrl: 'https://plain.example/v1', origin: 'https://plain.example' };
const credential = { id: null, tenant: tenant.id, provider: 'plain', ...endpoint, fields: {}, secret: null };

export interface QuotedRunOptions {
  readonly prompt: PromptTemplate;
  readonly metric: MetricInput;
  readonly examples: readonly { readonly inputs: JsonObject; readonly expected?: JsonValue }[];
  readonly answer: (messages: readonly Message[], sample: number) => string;
  /** Of the model that runs the prompt, and of the one that writes instructions. */
  readonly prices: { readonly model: Price; readonly proposer: Price };
  /** Milliseconds, of an answer of so many characters. */
  readonly latencyMs: (characters: number) => number;
  readonly fault?: () => SimulatedFault | undefined;
  readonly budget: BudgetInput;
  readonly strategy: OptimizationStrategy;
  readonly seed: number;
  readonly random: () => number;
  /** Tokens of the models' longest answer. */
  readonly longest: number;
}

export type Unit = keyof Required<Quote>;

/**
 * One optimization from its quote to its end, by the real use cases over a provider in memory, with what it really took.
 * Undefined where the budget was refused as too small.
 */
export async function quotedRun(options: QuotedRunOptions) {
  let written = 0;
  const provider = new SimulatedProvider({
    model: (messages, sample) => {
      const text = options.answer(messages, sample);
      written = text.length;
      return text;
    },
    // Asked for right after the answer.
    latencyMs: () => options.latencyMs(written),
    random: options.random,
    ...(options.fault === undefined ? {} : { fault: options.fault }),
  });
  const model = { contextWindow: 100_000, features: ['system-prompt' as const] };
  const declared = plainProvider(
    {
      models: [
        { ...model, matches: ['small'], maxOutputTokens: options.longest, price: options.prices.model },
        { ...model, matches: ['large'], maxOutputTokens: options.longest, price: options.prices.proposer },
      ],
    },
    openAICompatible(),
  );
  const findModel = new FindModel({ registry: new ProviderRegistry([declared], []) });
  const ledger = new InMemoryLedger();
  const epochs = new Map<string, number>();
  const takeOver = ledger.takeOver.bind(ledger);
  ledger.takeOver = async (job) => {
    const taken = await takeOver(job);
    epochs.set(job.job, taken.epoch);
    return taken;
  };
  const optimizations = new InMemoryOptimizationStore((job) => epochs.get(job));
  const runCredentials = {
    keep: async () => ({ plain: null }),
    open: async () => credential,
  } as never;
  const prompts = {} as PromptStore;
  const start = new StartOptimization({
    optimizations,
    datasets: {} as never,
    prompts,
    findModel,
    findTarget: {} as never,
    endpoints: {} as never,
    runCredentials,
    sandboxes: new CodeSandboxes(false),
    digest: requestDigest(),
    queue: { enqueue: async () => undefined } as never,
    logger,
  });
  return inVirtualTime(async () => {
    const asked = await new OptimizePrompt({ start })
      .run(
        { tenant },
        {
          prompt: options.prompt,
          model: 'plain/small',
          proposer: 'plain/large',
          dataset: { examples: options.examples },
          metric: options.metric,
          budget: options.budget,
          strategy: options.strategy,
          seed: options.seed,
        },
      )
      .catch((error: unknown) => {
        if (ByomError.is(error) && error.message.startsWith('The budget is too small')) return undefined;
        throw error;
      });
    if (asked === undefined) return undefined;
    const { quote, id } = asked;
    const began = performance.now();
    await new RunOptimization({
      optimizations,
      prompts,
      ledger,
      makeCall: new MakeCall({
        ledger,
        limits: callLimits(),
        egress: provider.egress,
        probeModel: new ProbeModel({ egress: provider.egress, clock: Date }),
        learnModel: learning(logger),
        credentials: { touch() {}, find: async () => undefined },
        clock: Date,
        logger,
        random: options.random,
      }),
      findModel,
      runCredentials,
      webhooks: {} as never,
      sandboxes: new CodeSandboxes(false),
      clock: Date,
      logger,
    }).run({ id, tenant: tenant.id, turn: 0 }, new AbortController().signal);
    const rows = await ledger.spend(tenant.id, id);
    const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
    const spent: Record<Unit, number> = {
      calls: sum((row) => row.calls),
      tokens: sum((row) => row.inputTokens + row.outputTokens),
      usd: sum((row) => row.usd),
      seconds: (performance.now() - began) / 1000,
    };
    const record = optimizations.records.get(id)!;
    const { model: ran } = findModel.run('plain/small');
    const { prompt, sizes: counts } = record.input as unknown as OptimizationRunInput;
    const sizes = callSizes(prompt, checkExamples(options.examples), ran);
    return { quote, spent, rows, status: record.status, tests: counts!.test, sizes };
  });
}
