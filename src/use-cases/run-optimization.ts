import { setMaxListeners } from 'node:events';
import { TenantGone } from '../access/tenant-gone.js';
import type { Job } from '../jobs/job-queue.js';
import {
  restingStatuses,
  type OptimizationPatch,
  type OptimizationRecord,
  type OptimizationStore,
} from '../optimization/optimization-store.js';
import type { LimiterUse } from '../optimization/priority-limiter.js';
import { compileMetric } from '../optimization/scoring/compile-metric.js';
import type { PromptStore } from '../prompts/prompt-store.js';
import type { CodeSandboxes } from '../sandbox/code-sandboxes.js';
import { ByomError, type Clock, type Logger } from '../sdk/index.js';
import type { Ledger } from '../usage/ledger.js';
import { FencedError } from './fenced-error.js';
import type { FindModel } from './find-model.js';
import { withJudgesHeld } from './optimization/with-judges-held.js';
import type { MakeCall } from './make-call.js';
import { lacksKey } from './optimization/lacks-key.js';
import { MetricWebhook, type MetricWebhookDeps } from './optimization/metric-webhook.js';
import type { CallTarget } from './call-target.js';
import { OptimizationCalls } from './optimization/optimization-calls.js';
import { OptimizationRecorder } from './optimization/optimization-recorder.js';
import type { Ending, OptimizationRun } from './optimization/optimization-run.js';
import { budgetLimits, type OptimizationRunInput } from './optimization/optimization-run-input.js';
import { answersPaidFor } from './optimization/answers-paid-for.js';
import { goesOnAt } from './optimization/goes-on-at.js';
import { OptimizationStopped } from './optimization/optimization-stopped.js';
import { OptimizationTeller } from './optimization/optimization-teller.js';
import type { RunCredentials } from './optimization/run-credentials.js';
import { runEvaluation } from './optimization/run-evaluation.js';
import { RunMetric } from './optimization/run-metric.js';
import { runModelSelection } from './optimization/run-model-selection.js';
import { runPort } from './optimization/run-port.js';
import { runPromptSearch } from './optimization/run-prompt-search.js';
import { saveBestPrompt } from './optimization/save-best-prompt.js';
import { SpendGate, type Reserve } from './optimization/spend-gate.js';
import { StopWatch } from './optimization/stop-watch.js';
import { outcomeOf } from './optimization/outcome-of.js';
import { withWarnings } from './optimization/with-warnings.js';

export interface RunOptimizationDeps {
  readonly optimizations: OptimizationStore;
  readonly prompts: PromptStore;
  readonly ledger: Ledger;
  readonly makeCall: Pick<MakeCall, 'run'>;
  readonly findModel: FindModel;
  readonly runCredentials: RunCredentials;
  /** The way to customers' own scorers. */
  readonly webhooks: Pick<MetricWebhookDeps, 'egress' | 'scores'>;
  /** Where customers' own functions run. */
  readonly sandboxes: Pick<CodeSandboxes, 'open'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long calls that are under way may take where the server ends; aborted at once where left out. */
  readonly shutdownGraceMs?: number;
  /** Told how the allowed concurrency was used by a run that ended. */
  readonly onEnded?: (report: {
    readonly optimization: string;
    readonly status: string;
    readonly concurrency: LimiterUse;
  }) => void;
}

type InputOf<Kind> = Extract<OptimizationRunInput, { readonly kind: Kind }>;
type Runs = {
  readonly [Kind in OptimizationRunInput['kind']]: (run: OptimizationRun<InputOf<Kind>>) => Promise<Ending>;
};

/** One for each kind; a kind without a run does not compile. */
const runs: Runs = { prompt: runPromptSearch, evaluation: runEvaluation, model: runModelSelection, port: runPort };

/** What is not the provider's, the budget's or the customer's doing is tried again so often, from what is stored. */
const AGAIN_MS = [1_000, 5_000, 20_000];

interface Owned {
  readonly record: OptimizationRecord;
  readonly input: OptimizationRunInput;
  readonly epoch: number;
}

/** Takes an optimization over and runs it to its end; begun anew, it pays for nothing that is stored. */
export class RunOptimization {
  constructor(private readonly deps: RunOptimizationDeps) {}

  /** Returns without ending it where it is paused, `signal` aborts or another worker owns it: it goes on later, or elsewhere. */
  async run(job: Job, signal: AbortSignal): Promise<void> {
    try {
      await this.work(job, signal);
    } catch (error) {
      // With the tenant, the run is gone.
      if (!(error instanceof TenantGone)) throw error;
    }
  }

  private async work({ id, tenant, turn = 0 }: Job, signal: AbortSignal): Promise<void> {
    for (let time = 0, bought = 0; ; time += 1) {
      let owned: Owned | undefined;
      try {
        owned = await this.taken(tenant, id, turn);
        if (owned === undefined || signal.aborted) return;
        await this.own(owned, signal);
        return;
      } catch (error) {
        if (error instanceof FencedError || error instanceof TenantGone || signal.aborted) return;
        if (owned !== undefined && ByomError.is(error)) return await this.fail(owned, error);
        // One that gets on in spite of its faults is not given up.
        const now = await this.deps.ledger.answers(tenant, id).catch(() => new Map());
        if (now.size > bought) [time, bought] = [0, now.size];
        const wait = AGAIN_MS[time];
        this.deps.logger.error({ optimization: id, again: wait !== undefined, error }, 'An optimization met a fault.');
        if (wait === undefined) {
          if (owned === undefined) throw error;
          return await this.fail(owned, new ByomError('INTERNAL', 'The server could not run it.'));
        }
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  /** Undefined where it is for no worker, or for that of another turn: the job of one that was paused before any took it. */
  private async taken(tenant: string, id: string, turn: number): Promise<Owned | undefined> {
    const record = await this.deps.optimizations.find(tenant, id);
    if (record === undefined || restingStatuses.includes(record.status) || record.turn !== turn) return undefined;
    const examples = await this.deps.optimizations.examples(tenant, id);
    const input = { ...record.input, ...(examples && { examples }) } as unknown as OptimizationRunInput;
    const { epoch } = await this.deps.ledger.takeOver({ tenant, job: id, limits: budgetLimits(input.budget) });
    return { record, input, epoch };
  }

  private async own(owned: Owned, signal: AbortSignal): Promise<void> {
    const { record, input, epoch } = owned;
    const { optimizations, ledger, clock } = this.deps;
    const { id, tenant } = record;
    const recorder = new OptimizationRecorder(optimizations, { tenant, id, epoch }, (error) =>
      calls.stop(
        error instanceof FencedError
          ? new OptimizationStopped('fenced', 'CONFLICT', error.message, error)
          : new OptimizationStopped('fault', 'INTERNAL', 'The run could not be written down.', error),
      ),
    );
    if (record.cancelRequested) return this.end(owned, recorder, { status: 'cancelled' }, 'Cancelled before it began.');

    if (record.pauseRequested)
      return this.rest(owned, recorder, new OptimizationStopped('paused', 'CANCELLED', 'It was paused.'));

    const began = record.runningSince !== undefined || record.secondsUsed > 0;
    const runningSince = record.runningSince ?? new Date(clock.now());
    recorder.change({ status: 'running', runningSince });
    const warned = input.warnings?.length ? { message: input.warnings.join(' ') } : {};
    recorder.event(
      began ? { kind: 'resumed', message: 'It goes on from what is stored.' } : { kind: 'started', ...warned },
    );
    await recorder.flush();

    const aborter = new AbortController();
    setMaxListeners(0, aborter.signal);
    const [known, left] = [await answersPaidFor(ledger, record, input), await ledger.left(tenant, id)];
    const told = await OptimizationTeller.start(optimizations, ledger, record, recorder, () => calls.done);
    const gate = new SpendGate(left);
    let reserve = (): Reserve => ({ tests: 0, each: { usd: 0, tokens: 0 } });
    const calls: OptimizationCalls = new OptimizationCalls({
      run: async (spec) => this.deps.makeCall.run({ ...spec, credential: await this.asItStands(tenant, spec) }),
      tenant,
      job: { id, epoch },
      known,
      gate,
      reserve: () => reserve(),
      concurrency: input.budget.maxConcurrency,
      signal: aborter.signal,
      onRetry: (code) => told.retrying(code),
      onDone: () => told.progress(),
      countCached: (model, purpose) => told.cached(model, purpose),
    });
    const watch = await StopWatch.start({
      optimizations,
      tenant,
      id,
      shutdown: signal,
      shutdownGraceMs: this.deps.shutdownGraceMs ?? 0,
      maxSeconds: input.budget.maxSeconds,
      secondsUsed: this.secondsUsed({ ...record, runningSince }),
      tests: input.examples.test.length > 0,
      stop: (why, abort) => {
        calls.stop(why);
        if (abort === 'search') calls.abandonSearch();
        if (abort === 'all') aborter.abort();
      },
    });
    const run: OptimizationRun = {
      record,
      input,
      metric: new RunMetric(compileMetric(input.metric), {
        calls,
        target: (ref) => this.target(owned, ref),
        onUnscored: (message) => told.unscored(message),
        webhook: new MetricWebhook({
          ...this.deps.webhooks,
          tenant,
          optimization: id,
          concurrency: input.budget.maxConcurrency,
          signal: aborter.signal,
          secret: (sealed) => this.deps.runCredentials.openSecret(tenant, sealed),
        }),
        sandbox: this.deps.sandboxes.open(tenant, aborter.signal),
        examples: input.examples.validation.length || input.examples.test.length,
      }),
      calls,
      target: (ref) => this.target(owned, ref),
      reserve: (by) => (reserve = by),
      testsLeft: () => gate.beyond(reserve()),
      recorder,
      told,
      save: ({ promote = false, ...found }) =>
        saveBestPrompt(
          this.deps.prompts,
          { tenant, ...found, origin: id, ...(input.startedFrom === undefined ? {} : { parent: input.startedFrom }) },
          promote,
        ),
    };
    try {
      await this.toItsEnd(owned, run);
    } finally {
      watch.close();
      await told.countCached();
      recorder.close();
      aborter.abort();
    }
  }

  private async toItsEnd(owned: Owned, run: OptimizationRun): Promise<void> {
    const { calls, recorder } = run;
    let ending: Ending;
    try {
      const go = runs[run.input.kind] as (run: OptimizationRun) => Promise<Ending>;
      ending = withWarnings(await withJudgesHeld(run, () => go(run)), run.input.warnings ?? []);
    } catch (error) {
      calls.stop(new OptimizationStopped('fault', 'INTERNAL', 'The run met a fault.', error));
      await calls.idle();
      throw error;
    }
    await calls.idle();
    // Before the end is told, so that whoever hears of it sees the whole account.
    await run.told.countCached();
    const { stopped, patch, summary } = ending;
    if (stopped?.why === 'fault') throw stopped.cause;
    const adaptations = [...calls.adaptations.values()];
    if (stopped?.rests === true) return this.rest(owned, recorder, stopped, { adaptations, ...patch });
    // It goes on later, or elsewhere.
    if (stopped?.leaves === true) return;
    await this.end(owned, recorder, { ...outcomeOf(stopped), adaptations, ...patch }, summary, calls);
  }

  /** Everything written, then the pause, then its event; keys of the run stay sealed for it. */
  private async rest(
    { record }: Owned,
    recorder: OptimizationRecorder,
    stopped: OptimizationStopped,
    patch: OptimizationPatch = {},
  ): Promise<void> {
    const { tenant, id } = record;
    const { why, code, message } = stopped;
    const retryAt = goesOnAt(stopped, this.deps.clock.now());
    const secondsUsed = this.secondsUsed((await this.deps.optimizations.find(tenant, id)) ?? record);
    const status = why === 'awaiting-key' ? 'awaiting-key' : 'paused';
    // Asked for by the customer, a pause needs no reason.
    const reason = code === 'CANCELLED' ? {} : { reason: { code, message, ...(retryAt !== undefined && { retryAt }) } };
    recorder.change({ ...patch, ...reason, status, secondsUsed, runningSince: null });
    const waits = status === 'awaiting-key' ? 'It waits for another key' : 'Paused';
    recorder.event({ kind: 'paused', message: `${waits}: what was under way has ended and is kept.` });
    await recorder.flush();
    // Cancelled while it was pausing.
    const standing = await this.deps.optimizations.standing(tenant, id);
    if (standing?.cancelRequested === true) await this.deps.optimizations.requestCancel(tenant, id);
  }

  private secondsUsed({ secondsUsed, runningSince }: OptimizationRecord): number {
    return runningSince === undefined
      ? secondsUsed
      : secondsUsed + (this.deps.clock.now() - runningSince.getTime()) / 1000;
  }

  /** Everything written, then the end, and the run's keys destroyed with it, then its event. */
  private async end(
    { record, input }: Owned,
    recorder: OptimizationRecorder,
    patch: OptimizationPatch,
    message: string,
    calls?: OptimizationCalls,
  ): Promise<void> {
    const { id } = record;
    const done = calls?.done ?? 0;
    recorder.change({
      ...patch,
      finishedAt: new Date(this.deps.clock.now()),
      progress: { ...record.progress, fraction: 1, phase: 'done', callsDone: done, callsPlanned: done },
    });
    recorder.event({ kind: 'finished', message, ...(patch.best === undefined ? {} : { candidate: patch.best }) });
    await recorder.flush();
    const concurrency = calls?.limiter.use() ?? { elapsedMs: 0, share: 0, fullShare: 0 };
    const status = patch.status ?? 'running';
    this.deps.logger.info(
      { optimization: id, status, calls: done, concurrency: { allowed: input.budget.maxConcurrency, ...concurrency } },
      'An optimization has ended.',
    );
    this.deps.onEnded?.({ optimization: id, status, concurrency });
  }

  private async fail(owned: Owned, error: ByomError): Promise<void> {
    const { record, epoch } = owned;
    const run = { tenant: record.tenant, id: record.id, epoch };
    const recorder = new OptimizationRecorder(this.deps.optimizations, run, () => undefined);
    const { code, message } = error;
    try {
      if (lacksKey(code))
        await this.rest(owned, recorder, new OptimizationStopped('awaiting-key', code, message, error));
      else await this.end(owned, recorder, { status: 'failed', reason: { code, message } }, message);
    } catch (fault) {
      if (!(fault instanceof FencedError)) throw fault;
    }
  }

  /** One that is removed or replaced while the run goes on pays for no further call, or pays as what it is now. */
  private async asItStands(tenant: string, { credential, provider }: CallTarget): Promise<CallTarget['credential']> {
    return credential.id === null ? credential : this.deps.runCredentials.open(tenant, credential.id, provider);
  }

  private async target({ record, input }: Owned, ref: string): Promise<CallTarget> {
    const { provider, model } = this.deps.findModel.run(ref);
    const id = input.credentials[provider.definition.id] ?? null;
    return { provider, model, credential: await this.deps.runCredentials.open(record.tenant, id, provider) };
  }
}
