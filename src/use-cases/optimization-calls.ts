import type { Cost } from '../optimization/algorithms/algorithm.js';
import { PriorityLimiter } from '../optimization/priority-limiter.js';
import { ByomError, ProviderError, type ErrorCode, type JsonValue, type Message } from '../sdk/index.js';
import type { Adaptation, CompletionRequest, ResolvedModel } from '../sdk/index.js';
import type { LoadedProvider } from '../plugin-loader/provider-registry.js';
import type { CallPurpose } from '../usage/ledger.js';
import type { TenantCredential } from '../vault/tenant-credential.js';
import { callKeyOf } from './call-key.js';
import { FencedError } from './fenced-error.js';
import type { CallOutcome, CallSpec } from './make-call.js';
import { ModelLostError } from './model-lost-error.js';
import { OptimizationStopped } from './optimization-stopped.js';
import type { Reserve, SpendGate } from './spend-gate.js';

export interface CallTarget {
  readonly provider: LoadedProvider;
  readonly model: ResolvedModel;
  readonly credential: TenantCredential;
}

export type Reply =
  | {
      readonly kind: 'answered';
      readonly text: string;
      readonly cost: Cost;
      /** Milliseconds; undefined for an answer that was paid for before. */
      readonly latencyMs: number | undefined;
    }
  /** The provider will not answer this for good. */
  | { readonly kind: 'refused'; readonly code: ErrorCode };

export interface Ask {
  readonly target: CallTarget;
  readonly purpose: CallPurpose;
  readonly messages: readonly Message[];
  readonly parameters?: CompletionRequest['parameters'];
  readonly responseFormat?: CompletionRequest['responseFormat'];
  readonly sample?: number;
  readonly priority: number;
  /** Of the final test, as every call of that purpose is. */
  readonly test?: boolean;
  /** One model of several: where it cannot be called, that ends only what asks of it, with ModelLostError. */
  readonly isolated?: boolean;
}

const ofTheTest = ({ purpose, test }: Ask) => purpose === 'test' || test === true;

/** Failures of one request alone: other examples may well pass. */
const ofTheRequest: ReadonlySet<ErrorCode> = new Set([
  'CONTENT_FILTERED',
  'CONTEXT_WINDOW_EXCEEDED',
  'REQUEST_TOO_LARGE',
  'PROVIDER_REJECTED',
  'UNSUPPORTED_FEATURE',
]);

/** A call that failed after all its retries is tried again later, with the others going on. */
const LATER_MS = [500, 2_000, 8_000];

/** More refusals than this share, among so many first, and it is no longer about single examples. */
const REFUSED = { least: 8, share: 0.5 };

export interface OptimizationCallsDeps {
  readonly run: (spec: CallSpec) => Promise<CallOutcome>;
  readonly tenant: string;
  readonly job: { readonly id: string; readonly epoch: number };
  /** Answers already paid for; new ones are added. */
  readonly known: ReadonlyMap<string, JsonValue>;
  readonly gate: SpendGate;
  readonly reserve: () => Reserve;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly onRetry: (code: ErrorCode) => void;
  readonly onDone: () => void;
  readonly countCached: (model: string, purpose: CallPurpose) => void;
}

/** All calls of one run: joined where they ask the same, limited, tried again later, and stopped before the final test's share. */
export class OptimizationCalls {
  readonly limiter: PriorityLimiter;
  readonly adaptations = new Map<string, { adaptation: Adaptation; count: number }>();
  done = 0;
  private readonly joined = new Map<string, Promise<Reply>>();
  private readonly settled = new Set<() => void>();
  /** Until a failed call is tried again. */
  private readonly sleeping = new Set<() => void>();
  private inFlight = 0;
  private refused = 0;
  private testsPending = 0;
  private readonly buying = new Set<Promise<Reply>>();
  private stopped: OptimizationStopped | undefined;

  constructor(private readonly deps: OptimizationCallsDeps) {
    this.limiter = new PriorityLimiter(deps.concurrency);
  }

  /** Ends every call that has not begun; what is under way is awaited and kept, unless the run's signal ends it too. */
  stop(why: OptimizationStopped): void {
    // Out of time still tests; whatever comes after that ends the tests too.
    if (this.stopped === undefined || this.stopped.why === 'time') this.stopped = why;
    this.wake();
    for (const wake of this.sleeping) wake();
  }

  /** Why something that is no call of a model ended with the run. */
  stoppedFor(error: unknown): OptimizationStopped {
    return this.stopped ?? this.stopFor('shutdown', error);
  }

  /** Waits until nothing is under way: whoever asked may have stopped waiting at the first failure. */
  async idle(): Promise<void> {
    while (this.buying.size > 0) await Promise.allSettled(this.buying);
  }

  ask(ask: Ask): Promise<Reply> {
    const spec = this.specOf(ask);
    const key = `${callKeyOf(spec)} ${ask.purpose === 'proposal' ? 'proposal' : 'task'}`;
    const already = this.joined.get(key);
    if (already !== undefined) {
      this.deps.countCached(spec.model.ref, ask.purpose);
      return already;
    }
    if (ofTheTest(ask)) this.testsPending += 1;
    const reply = this.buy(ask, spec).finally(() => {
      if (ofTheTest(ask)) this.testsPending -= 1;
      this.buying.delete(reply);
      this.wake();
    });
    this.buying.add(reply);
    this.joined.set(key, reply);
    // A search's call that was stopped may be asked for again by the final test.
    reply.catch(() => this.joined.delete(key));
    return reply;
  }

  private specOf({ target, purpose, messages, parameters, responseFormat, sample }: Ask): CallSpec {
    const format = responseFormat !== undefined && responseFormat.kind !== 'text' ? { responseFormat } : {};
    return {
      tenant: this.deps.tenant,
      ...target,
      request: { model: target.model.providerModelId, messages, parameters: parameters ?? {}, ...format },
      onUnsupported: 'adapt',
      onOverflow: 'reject',
      purpose,
      job: this.deps.job,
      known: this.deps.known,
      signal: this.deps.signal,
      ...(sample === undefined ? {} : { sample }),
    };
  }

  private async buy(ask: Ask, spec: CallSpec): Promise<Reply> {
    if (this.deps.known.has(callKeyOf(spec))) {
      this.checkStopped(ask);
      this.deps.countCached(spec.model.ref, ask.purpose);
      const outcome = await this.deps.run(spec);
      this.done += 1;
      this.deps.onDone();
      return this.replyOf(outcome);
    }
    for (let go = 0; ; go += 1) {
      const { reply, wait } = await this.limiter.run(ask.priority, () => this.go(ask, spec, go));
      if (reply !== undefined) return reply;
      await this.wait(wait);
    }
  }

  /** One go; without a reply where another is worth it, after a while. */
  private async go(
    ask: Ask,
    spec: CallSpec,
    go: number,
  ): Promise<{ readonly reply?: Reply; readonly wait: number | 'settled' }> {
    this.checkStopped(ask);
    const task = ask.purpose === 'task' || ask.purpose === 'test';
    const { gate, onRetry, onDone, run } = this.deps;
    const closed = ofTheTest(ask) ? undefined : gate.closed(this.deps.reserve());
    if (closed !== undefined) {
      // What is under way may need fewer repeats than are kept for it.
      if (this.inFlight > 0 || this.testsPending > 0) return { wait: 'settled' };
      throw this.outOfBudget(closed);
    }
    let repeats = 0;
    const again = (code: ErrorCode) => {
      repeats += 1;
      gate.repeats(task);
      onRetry(code);
    };
    gate.starts(task, go > 0);
    this.inFlight += 1;
    let spent = { usd: 0, tokens: 0, notSent: false };
    try {
      const outcome = await run({ ...spec, onRetry: again });
      spent = { ...(outcome.cached ? spent : costOf(outcome)), notSent: outcome.cached };
      this.done += 1;
      onDone();
      this.wake();
      return { reply: this.replyOf(outcome), wait: 0 };
    } catch (error) {
      // One that was never sent is no request; one that was tried again has been counted as it went.
      spent = { ...spent, notSent: repeats === 0 && neverSent(error) };
      return this.failed(error, ask, go);
    } finally {
      gate.ends(task, spent);
      this.inFlight -= 1;
    }
  }

  private failed(error: unknown, ask: Ask, go: number): { readonly reply?: Reply; readonly wait: number | 'settled' } {
    if (error instanceof FencedError) throw this.stopFor('fenced', error);
    if (!ByomError.is(error)) throw this.stopFor('fault', error);
    if (error.code === 'CANCELLED') throw this.stopped ?? this.stopFor('shutdown', error);
    if (error.code === 'BUDGET_EXCEEDED') {
      const limit = String(error.details['limit']);
      // Dollars and tokens are reserved at their worst: what is under way may give most of it back. Only an answer wakes
      // who waits for it, or one that found nothing under way: two that wait would wake each other for ever.
      if ((limit === 'maxUsd' || limit === 'maxTokens') && this.inFlight > 1) return { wait: 'settled' };
      throw this.outOfBudget(limit);
    }
    if (ofTheRequest.has(error.code)) {
      this.done += 1;
      if (ask.isolated === true) return { reply: { kind: 'refused', code: error.code }, wait: 0 };
      this.refused += 1;
      if (this.refused >= REFUSED.least && this.refused > REFUSED.share * this.done)
        throw this.stopFor('failed', error);
      return { reply: { kind: 'refused', code: error.code }, wait: 0 };
    }
    this.wake();
    const wait = error.retryable ? LATER_MS[go] : undefined;
    if (wait === undefined) throw ask.isolated === true ? new ModelLostError(error) : this.stopFor('failed', error);
    this.checkStopped(ask);
    return { wait };
  }

  private outOfBudget(limit: string): OptimizationStopped {
    return new OptimizationStopped('budget', 'BUDGET_EXCEEDED', `The budget is used up: ${limit}.`);
  }

  private stopFor(why: OptimizationStopped['why'], error: unknown): OptimizationStopped {
    const { code, message } = ByomError.is(error)
      ? error
      : { code: 'INTERNAL' as const, message: 'The run met a fault.' };
    this.stopped ??= new OptimizationStopped(why, code, message, error);
    return this.stopped;
  }

  private wake(): void {
    const waiting = [...this.settled];
    this.settled.clear();
    for (const wake of waiting) wake();
  }

  private checkStopped(ask: Ask): void {
    // Out of time is the search: what it found is still tested.
    if (this.stopped !== undefined && !(this.stopped.why === 'time' && ofTheTest(ask))) throw this.stopped;
  }

  /** For so long, or until some call has ended; no longer than the run. */
  private async wait(how: number | 'settled'): Promise<void> {
    if (how === 'settled') {
      if (this.inFlight > 0 || this.testsPending > 0) await new Promise<void>((resolve) => this.settled.add(resolve));
      return;
    }
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.sleeping.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, how);
      this.sleeping.add(wake);
    });
  }

  private replyOf(outcome: CallOutcome): Reply {
    for (const adaptation of outcome.adaptations) {
      const kind = JSON.stringify([adaptation.quirk, adaptation.parameter, adaptation.action, adaptation.reason]);
      const counted = this.adaptations.get(kind) ?? { adaptation, count: 0 };
      counted.count += 1;
      this.adaptations.set(kind, counted);
    }
    const choice = outcome.completion.choices[0];
    if (choice === undefined || choice.finishReason === 'content-filter')
      return { kind: 'refused', code: 'CONTENT_FILTERED' };
    return {
      kind: 'answered',
      text: choice.text,
      cost: costOf(outcome),
      latencyMs: outcome.cached ? undefined : outcome.latency.totalMs,
    };
  }
}

const costOf = ({ usd, usage }: CallOutcome): Cost => ({
  usd: usd ?? 0,
  tokens: usage.inputTokens + usage.outputTokens,
});

const neverSent = (error: unknown) =>
  (ProviderError.is(error) && error.notSent) ||
  (ByomError.is(error) && (error.code === 'BUDGET_EXCEEDED' || error.code === 'CONTEXT_WINDOW_EXCEEDED'));
