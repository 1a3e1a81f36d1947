import { createHash, randomInt, randomUUID } from 'node:crypto';
import stringify from 'safe-stable-stringify';
import { checkExamples } from '../datasets/check-examples.js';
import type { DatasetStore, Example } from '../datasets/dataset-store.js';
import { splitExamples } from '../datasets/split-examples.js';
import type { JobQueue } from '../jobs/job-queue.js';
import type { OptimizationRecord, OptimizationStore } from '../optimization/optimization-store.js';
import { checkScorable, compileMetric } from '../optimization/scoring/compile-metric.js';
import { seededRandom } from '../optimization/seeded-random.js';
import { renderPrompt } from '../prompts/render-prompt.js';
import type { PromptStore } from '../prompts/prompt-store.js';
import { ByomError, type JsonObject, type Logger } from '../sdk/index.js';
import type { Caller } from './caller.js';
import { checkBudget } from './check-budget.js';
import type { FindModel } from './find-model.js';
import { estimateCalls } from './estimate-calls.js';
import { givenFields } from './given-fields.js';
import { quoteOf } from './quote-of.js';
import type { OptimizationRunInput } from './optimization-run-input.js';
import { optimizationStrategies, type OptimizePromptInput } from './optimize-prompt-input.js';
import { planFinalTest } from './plan-final-test.js';
import { resolvePrompt } from './resolve-prompt.js';
import type { RunCredentials } from './run-credentials.js';
import { checkPromptName } from './save-prompt.js';

export interface OptimizePromptDeps {
  readonly optimizations: OptimizationStore;
  readonly datasets: DatasetStore;
  readonly prompts: PromptStore;
  readonly findModel: FindModel;
  readonly runCredentials: RunCredentials;
  readonly queue: JobQueue;
  readonly logger: Logger;
}

const bad = (message: string) => new ByomError('BAD_USER_INPUT', message);

/** Checks everything that can be wrong before the first call, quotes, and starts a durable job. */
export class OptimizePrompt {
  constructor(private readonly deps: OptimizePromptDeps) {}

  async run(caller: Caller, given: OptimizePromptInput): Promise<OptimizationRecord> {
    const input = givenFields(given);
    const tenant = caller.tenant.id;
    const checked = await this.check(caller, input);
    const id = randomUUID();
    const model = this.deps.findModel.run(input.model);
    const proposer = this.deps.findModel.run(input.proposer ?? input.model);
    const providers = [
      ...new Map([model, proposer].map(({ provider }) => [provider.definition.id, provider])).values(),
    ];
    let kept = false;
    try {
      const credentials = await this.deps.runCredentials.keep(
        caller,
        providers,
        input.credentials ?? [],
        id,
        model.provider.definition.id,
      );
      const runInput: OptimizationRunInput = { ...checked, credentials };
      const priced = model.model.price !== undefined && proposer.model.price !== undefined;
      const quote = quoteOf(runInput, priced);
      const created = await this.deps.optimizations.create(
        {
          id,
          tenant,
          kind: 'prompt',
          input: runInput as unknown as JsonObject,
          quote,
          progress: { fraction: 0, phase: 'queued', callsDone: 0, callsPlanned: Math.ceil(quote.calls.high) },
        },
        input.idempotencyKey === undefined ? undefined : { key: input.idempotencyKey, inputHash: hashOf(input) },
      );
      if (created === 'mismatch') {
        throw new ByomError('IDEMPOTENCY_MISMATCH', 'This idempotency key was used with another input.');
      }
      kept = created.created;
      // Also for one that exists: enqueueing it twice is one job, and the first asker may have died before it did.
      if (created.record.status === 'queued') await this.enqueue(created.record);
      return created.record;
    } finally {
      if (!kept) await this.deps.runCredentials.destroy(tenant, id);
    }
  }

  private async enqueue({ id, tenant }: OptimizationRecord): Promise<void> {
    try {
      await this.deps.queue.enqueue({ id, tenant });
    } catch {
      // It is stored, and every start enqueues what is unfinished: telling the customer that it failed would be wrong.
      this.deps.logger.error({ optimization: id }, 'An optimization could not be enqueued; the next start does it.');
    }
  }

  private async check(caller: Caller, input: OptimizePromptInput): Promise<Omit<OptimizationRunInput, 'credentials'>> {
    const { template } = await resolvePrompt(caller, input.prompt, this.deps.prompts);
    const { model } = this.deps.findModel.run(input.model);
    const { model: proposer } = this.deps.findModel.run(input.proposer ?? input.model);
    const budget = checkBudget(input.budget);
    const metric = compileMetric(input.metric);
    const strategy = input.strategy ?? 'auto';
    if (!optimizationStrategies.includes(strategy)) throw bad('`strategy` is not one of the strategies.');
    if (input.seed !== undefined && !Number.isSafeInteger(input.seed)) throw bad('`seed` is a whole number.');
    if (input.idempotencyKey !== undefined && !/^\P{Cc}{1,255}$/u.test(input.idempotencyKey)) {
      throw bad('`idempotencyKey` has 1 to 255 characters.');
    }
    if (input.saveAs !== undefined) checkPromptName(input.saveAs, 'saveAs');
    if (budget.maxUsd !== undefined) {
      const unpriced = [model, proposer].find(({ price }) => price === undefined);
      if (unpriced !== undefined) {
        throw bad(
          `\`maxUsd\` cannot be kept: no price is known of the model \`${unpriced.ref}\`. Limit calls or tokens instead.`,
        );
      }
    }

    const examples = await this.examples(caller, input);
    checkScorable(metric, examples);
    for (const example of examples) renderPrompt(template, example.inputs);
    const seed = input.seed ?? randomInt(2 ** 31);
    const { validationShare, testShare } = input.dataset;
    const split = splitExamples(
      examples,
      { validation: validationShare ?? undefined, test: testShare ?? undefined },
      seededRandom(seed, 'split'),
    );
    if (split.validation.length === 0) {
      throw bad(
        'The dataset has no validation example to choose by: give more examples, or a larger `validationShare`.',
      );
    }
    const estimates = estimateCalls(template, examples, model, proposer);
    const testExamples = planFinalTest(budget, estimates, split.test.length);
    const test = seededRandom(seed, 'test').shuffled(split.test).slice(0, testExamples);
    return {
      prompt: template,
      model: model.ref,
      proposer: proposer.ref,
      examples: { train: split.train, validation: split.validation, test },
      testSplitSize: split.test.length,
      metric: input.metric,
      budget,
      strategy,
      seed,
      ...(input.saveAs === undefined ? {} : { saveAs: input.saveAs }),
      estimates,
    };
  }

  private async examples(caller: Caller, input: OptimizePromptInput): Promise<readonly Example[]> {
    const { id, examples } = givenFields(input.dataset);
    if ((id === undefined) === (examples === undefined))
      throw bad('`dataset` is given either by `id` or by its `examples`.');
    if (id === undefined) return checkExamples(examples!);
    if ((await this.deps.datasets.find(caller.tenant.id, id)) === undefined) {
      throw new ByomError('NOT_FOUND', 'There is no dataset of yours with this id.');
    }
    const stored = await this.deps.datasets.allExamples(caller.tenant.id, id);
    if (stored.length === 0) throw bad('The dataset has no examples.');
    return stored;
  }
}

/** Of the input without its keys, which have no place in a table even as a digest. */
function hashOf(input: OptimizePromptInput): string {
  const credentials = (input.credentials ?? []).map(({ id, provider, fields, baseUrl, apiKey }) => [
    id,
    provider,
    fields,
    baseUrl,
    typeof apiKey,
  ]);
  const asked = stringify({ ...input, idempotencyKey: undefined, credentials }) ?? '';
  return createHash('sha256').update(asked).digest('hex');
}
