import { randomInt, randomUUID } from 'node:crypto';
import { checkIdempotencyKey } from '../../calls/check-idempotency-key.js';
import type { DatasetStore, Example } from '../../datasets/dataset-store.js';
import { splitExamples, type SplitDataset } from '../../datasets/split-examples.js';
import type { EndpointPolicy } from '../../egress/endpoint-policy.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type {
  OptimizationKind,
  OptimizationRecord,
  OptimizationStore,
  Quote,
} from '../../optimization/optimization-store.js';
import { checkScorable, compileMetric } from '../../optimization/scoring/compile-metric.js';
import { seededRandom } from '../../optimization/seeded-random.js';
import { renderPrompt } from '../../prompts/render-prompt.js';
import type { PromptStore, PromptTemplate, SavedPrompt } from '../../prompts/prompt-store.js';
import type { CodeSandboxes } from '../../sandbox/code-sandboxes.js';
import { ByomError, type JsonObject, type Logger } from '../../sdk/index.js';
import type { Caller } from '../caller.js';
import { givenFields } from '../given-fields.js';
import { keyApart } from '../key-apart.js';
import { checkBudget } from './check-budget.js';
import { checkCode } from './check-code.js';
import type { FindModel, FoundModel } from '../find-model.js';
import type { FindTarget } from '../find-target.js';
import { askedOptimization } from '../idempotency/asked-optimization.js';
import type { RequestDigest } from '../idempotency/request-digest.js';
import { judgeEstimate, type JudgeEstimate } from './judge-estimate.js';
import { metricNeeds, sealMetric } from './metric-needs.js';
import type { OptimizationInput } from './optimization-input.js';
import type { OptimizationRunInput } from './optimization-run-input.js';
import { resolvePrompt } from '../resolve-prompt.js';
import type { RunCredentials } from './run-credentials.js';
import { runExamples } from './run-examples.js';
import { splitForLearning } from './split-for-learning.js';
import { withoutAliases } from './without-aliases.js';

export interface StartOptimizationDeps {
  readonly optimizations: OptimizationStore;
  readonly datasets: DatasetStore;
  readonly prompts: PromptStore;
  readonly findModel: FindModel;
  readonly findTarget: FindTarget;
  readonly runCredentials: RunCredentials;
  readonly endpoints: Pick<EndpointPolicy, 'check'>;
  readonly sandboxes: Pick<CodeSandboxes, 'open'>;
  readonly digest: RequestDigest;
  readonly queue: JobQueue;
  readonly logger: Logger;
}

/** What was found right about an optimization of any kind. */
export interface CheckedStart {
  /** Every model that it calls, in the order asked for; the header's key is for the first one's provider. */
  readonly models: readonly FoundModel[];
  /** Those that its metric asks. */
  readonly judges: readonly FoundModel[];
  /** What they will take. */
  readonly judging: JudgeEstimate;
  /** Whether a price is known of each of them, judges included. */
  readonly priced: boolean;
  /** Where the prompt was given by name. */
  readonly saved?: SavedPrompt;
  readonly examples: readonly Example[];
  readonly split: SplitDataset;
  /** As every run's input has them. */
  readonly run: Pick<
    OptimizationRunInput,
    'prompt' | 'startedFrom' | 'metric' | 'budget' | 'seed' | 'warnings' | 'dataset'
  >;
}

type WithoutCredentials<Input> = Input extends unknown ? Omit<Input, 'credentials'> : never;

const mismatch = () => new ByomError('IDEMPOTENCY_MISMATCH', 'This idempotencyKey was used with another input.');
const bad = (message: string) => new ByomError('BAD_USER_INPUT', message);

/** What optimizations of every kind do before the first call: check what can be wrong, and start a durable job. */
export class StartOptimization {
  constructor(private readonly deps: StartOptimizationDeps) {}

  /** The one that was started with this idempotency key before, whatever has become since of what it was asked for with. */
  async former(
    caller: Caller,
    kind: OptimizationKind,
    given: OptimizationInput,
  ): Promise<OptimizationRecord | undefined> {
    const idempotency = this.idempotencyOf(caller, kind, givenFields(given));
    if (idempotency === undefined) return undefined;
    const former = await this.deps.optimizations.withKey(caller.tenant.id, kind, idempotency);
    if (former === 'mismatch') throw mismatch();
    // Whoever asked first may have died before it was enqueued.
    if (former?.status === 'queued') await this.enqueue(former);
    return former;
  }

  /** What was asked, without what was left out and with models in the place of their aliases. */
  async read<Input extends OptimizationInput>(caller: Caller, given: Input) {
    return withoutAliases(caller, givenFields(given), this.deps.findTarget);
  }

  /** Fails with the first thing that is wrong; `refs` are all the models that the run will call, beside the metric's judges; `learns` is false where nothing is chosen by the examples. */
  async check(caller: Caller, input: OptimizationInput, refs: readonly string[], learns = true): Promise<CheckedStart> {
    const { template, saved } = await resolvePrompt(caller, input.prompt, this.deps.prompts);
    const models = [...new Set(refs)].map((ref) => this.deps.findModel.run(ref));
    const budget = checkBudget(input.budget);
    const metric = compileMetric(input.metric);
    if (input.seed !== undefined && !Number.isSafeInteger(input.seed)) throw bad('`seed` is a whole number.');
    const judges = await metricNeeds(input.metric, models, this.deps);
    const unpriced = [...models, ...judges].find(({ model }) => model.price === undefined);
    if (budget.maxUsd !== undefined && unpriced !== undefined) {
      throw bad(
        `\`maxUsd\` cannot be kept: no price is known of the model \`${unpriced.model.ref}\`. Limit calls or tokens instead.`,
      );
    }
    const seed = input.seed ?? randomInt(2 ** 31);
    const { examples, warnings, dataset } = await runExamples(
      this.deps.datasets,
      caller.tenant.id,
      input.dataset,
      seed,
    );
    checkScorable(metric, examples);
    await checkCode(input.metric, examples[0], () => this.deps.sandboxes.open(caller.tenant.id));
    checkRenders(template, examples);
    const { validationShare, testShare } = input.dataset;
    const drawn = splitExamples(
      examples,
      { validation: validationShare ?? undefined, test: testShare ?? undefined },
      seededRandom(seed, 'split'),
    );
    const learning = learns ? splitForLearning(drawn) : { split: drawn, warnings: [] };
    return {
      models,
      judges,
      judging: judgeEstimate(input.metric, examples, this.deps.findModel),
      priced: unpriced === undefined,
      ...(saved === undefined ? {} : { saved }),
      examples,
      split: learning.split,
      run: {
        prompt: template,
        ...(saved === undefined ? {} : { startedFrom: { name: saved.name, version: saved.version } }),
        metric: input.metric,
        budget,
        seed,
        ...(dataset === undefined ? {} : { dataset }),
        warnings: [...warnings, ...learning.warnings],
      },
    };
  }

  /** Keeps the credentials, stores the run and enqueues it; the same idempotency key starts it once. */
  async begin(
    caller: Caller,
    input: OptimizationInput,
    { models, judges }: CheckedStart,
    run: WithoutCredentials<OptimizationRunInput>,
    quote: Quote,
  ): Promise<OptimizationRecord> {
    const tenant = caller.tenant.id;
    const id = randomUUID();
    const providers = [
      ...new Map([...models, ...judges].map(({ provider }) => [provider.definition.id, provider])).values(),
    ];
    let kept = false;
    try {
      const credentials = await this.deps.runCredentials.keep(
        caller,
        providers,
        input.credentials ?? [],
        id,
        providers[0]!.definition.id,
        input.aliased?.payers,
      );
      const metric = await sealMetric(run.metric, (url, secret) =>
        this.deps.runCredentials.sealSecret(tenant, id, url, secret),
      );
      const { examples, ...rest } = run;
      const { train, validation, test } = examples;
      const sizes = { train: train.length, validation: validation.length, test: test.length };
      const runInput: JsonObject = { ...rest, metric, sizes, credentials } as unknown as JsonObject;
      const created = await this.deps.optimizations.create(
        {
          id,
          tenant,
          kind: run.kind,
          input: runInput,
          examples: examples as unknown as JsonObject,
          quote,
          progress: { fraction: 0, phase: 'queued', callsDone: 0, callsPlanned: Math.ceil(quote.calls.high) },
        },
        this.idempotencyOf(caller, run.kind, (input.aliased?.asked ?? input) as OptimizationInput),
        input.startPaused,
      );
      if (created === 'mismatch') throw mismatch();
      kept = created.created;
      // Also for one that exists: enqueueing it twice is one job, and the first asker may have died before it did.
      if (created.record.status === 'queued') await this.enqueue(created.record);
      return created.record;
    } finally {
      if (!kept) await this.deps.runCredentials.destroy(tenant, id);
    }
  }

  private idempotencyOf(caller: Caller, kind: OptimizationKind, input: OptimizationInput) {
    const { idempotencyKey: key } = input;
    if (key === undefined) return undefined;
    checkIdempotencyKey(key);
    keyApart(key, input.credentials ?? [], caller.headerKey);
    return { key, inputHash: this.deps.digest.of(caller.tenant.id, kind, askedOptimization(input)) };
  }

  private async enqueue({ id, tenant, turn }: OptimizationRecord): Promise<void> {
    try {
      await this.deps.queue.enqueue({ id, tenant, turn });
    } catch {
      // It is stored, and every start enqueues what is unfinished: telling the customer that it failed would be wrong.
      this.deps.logger.error({ optimization: id }, 'An optimization could not be enqueued; the next start does it.');
    }
  }
}

function checkRenders(template: PromptTemplate, examples: readonly Example[]): void {
  for (const example of examples) renderPrompt(template, example.inputs);
}
