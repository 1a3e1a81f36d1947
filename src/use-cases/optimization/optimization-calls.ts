import { setMaxListeners } from 'node:events';
import { ownLimitWait } from '../../calls/limits/limit-reached.js';
import type { Cost } from '../../optimization/algorithms/search.js';
import { PriorityLimiter } from '../../optimization/priority-limiter.js';
import { ByomError, ProviderError, type ErrorCode, type JsonValue } from '../../sdk/index.js';
import type { Adaptation, CompletionRequest, ResolvedModel } from '../../sdk/index.js';
import type { CallPurpose } from '../../usage/ledger.js';
import { callKeyOf } from '../call-key.js';
import { FencedError } from '../fenced-error.js';
import type { CallOutcome, CallSpec } from '../make-call.js';
import { overBudgetOf } from '../over-budget-error.js';
import type { Ask, Reply } from './ask.js';
import { lacksKey } from './lacks-key.js';
import { ModelLostError } from './model-lost-error.js';
import { OptimizationStopped, type StopReason } from './optimization-stopped.js';
import type { Reserve, SpendGate } from './spend-gate.js';
import { TargetHealth } from './target-health.js';
import { WaitingCalls } from './waiting-calls.js';

/** Failures of one request alone: other examples may well pass. */
const ofTheRequest: ReadonlySet<ErrorCode> = new Set([
  'CONTENT_FILTERED',
  'CONTEXT_WINDOW_EXCEEDED',
  'REQUEST_TOO_LARGE',
  'PROVIDER_REJECTED',
  'UNSUPPORTED_FEATURE',
]);

/** Tokens of an answer where a budget weighs them and nobody says how long the model's answers can get. */
const MOST_OUTPUT = 8_192;

/** A call that failed in so many goes, while others of its target are answered, never will be. */
const MOST_GOES = 4;

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
  /** Aborted, it ends what is under way too. */
  readonly signal: AbortSignal;
  readonly onRetry: (code: ErrorCode) => void;
  readonly onDone: () => void;
  readonly countCached: (model: string, purpose: CallPurpose) => void;
}

/** What came of one go: a reply, or a reason to try again, once others have ended or after so many milliseconds. */
type Turn = { readonly reply: Reply } | { readonly wait: 'turn' | number; readonly failed: boolean };

interface Target extends TargetHealth {
  refused: number;
  /** Why nothing more is asked of it. */
  lost?: ModelLostError;
}

/** Longest wait for a limit that is set here before it is tried again: what others give back comes at any time. */
const MOST_LIMIT_WAIT_MS = 10_000;

/** A provider that asks for a longer wait is not waited for: the run is paused. */
const MOST_ASKED_WAIT_MS = 120_000;

/** What the customer can mend, or what will pass, after which the run goes on. */
const restOf = ({ code, retryable }: ByomError): StopReason | undefined =>
  lacksKey(code) ? 'awaiting-key' : code === 'QUOTA_EXHAUSTED' || retryable ? 'paused' : undefined;

/** A call on its way: what it asks, of whom, and how often that failed. */
interface Pending {
  readonly ask: Ask;
  readonly spec: CallSpec;
  readonly lane: string;
  readonly target: Target;
  readonly test: boolean;
  goes: number;
  /** Answers of its target when it first failed. */
  answeredBefore: number;
}

/** All calls of one run: joined where they ask the same, limited, tried again later, and stopped before the final test's share. */
export class OptimizationCalls {
  readonly limiter: PriorityLimiter;
  readonly adaptations = new Map<string, { adaptation: Adaptation; count: number }>();
  done = 0;
  private readonly joined = new Map<string, Promise<Reply>>();
  private readonly waiting = new WaitingCalls();
  private readonly targets = new Map<string, Target>();
  private readonly buying = new Set<Promise<Reply>>();
  private readonly searching = new AbortController();
  private inFlight = 0;
  private testsPending = 0;
  private stopped: OptimizationStopped | undefined;

  constructor(private readonly deps: OptimizationCallsDeps) {
    this.limiter = new PriorityLimiter(deps.concurrency);
    setMaxListeners(0, this.searching.signal);
    deps.signal.addEventListener('abort', () => this.searching.abort(), { once: true });
  }

  /** Ends every call that has not begun; what is under way is awaited and kept, unless the run's signal ends it too. */
  stop(why: OptimizationStopped): void {
    // Out of time still tests; whatever comes after that ends the tests too.
    if (this.stopped === undefined || this.stopped.why === 'time') this.stopped = why;
    this.waiting.wakeAll();
  }

  /** Ends the search's calls that are under way; the final test's go on. */
  abandonSearch(): void {
    this.searching.abort();
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
    const test = ask.purpose === 'test' || ask.test === true;
    const spec = this.specOf(ask, test);
    const key = `${callKeyOf(spec)} ${ask.purpose === 'proposal' ? 'proposal' : 'task'}`;
    const already = this.joined.get(key);
    if (already !== undefined) {
      this.deps.countCached(spec.model.ref, ask.purpose);
      return already;
    }
    if (test) this.testsPending += 1;
    const lane = `${spec.model.ref} ${spec.credential.id ?? ''}`;
    const pending = { ask, spec, lane, target: this.targetOf(lane), test, goes: 0, answeredBefore: 0 };
    const reply = this.buy(pending).finally(() => {
      if (test) this.testsPending -= 1;
      this.buying.delete(reply);
      this.waiting.wakeNext();
    });
    this.buying.add(reply);
    this.joined.set(key, reply);
    // A search's call that was stopped may be asked for again by the final test.
    reply.catch(() => this.joined.delete(key));
    return reply;
  }

  private targetOf(lane: string): Target {
    const target = this.targets.get(lane) ?? Object.assign(new TargetHealth(), { refused: 0 });
    this.targets.set(lane, target);
    return target;
  }

  private specOf({ target, purpose, messages, parameters, responseFormat, sample }: Ask, test: boolean): CallSpec {
    const format = responseFormat !== undefined && responseFormat.kind !== 'text' ? { responseFormat } : {};
    return {
      tenant: this.deps.tenant,
      ...target,
      request: {
        model: target.model.providerModelId,
        messages,
        parameters: { ...this.outputLimit(target.model), ...parameters },
        ...format,
      },
      onUnsupported: 'adapt',
      onOverflow: 'reject',
      purpose,
      job: this.deps.job,
      known: this.deps.known,
      signal: test ? this.deps.signal : this.searching.signal,
      ...(sample === undefined ? {} : { sample }),
    };
  }

  private outputLimit({ maxOutputTokens }: ResolvedModel): CompletionRequest['parameters'] {
    return maxOutputTokens === undefined && this.deps.gate.weighs ? { maxOutputTokens: MOST_OUTPUT } : {};
  }

  private async buy(pending: Pending): Promise<Reply> {
    const { ask, spec, lane, test } = pending;
    if (this.deps.known.has(callKeyOf(spec))) {
      this.checkStopped(test);
      this.deps.countCached(spec.model.ref, ask.purpose);
      return this.replied(await this.deps.run(spec));
    }
    for (;;) {
      const turn = await this.limiter.run(ask.priority, () => this.go(pending), lane);
      if ('reply' in turn) return turn.reply;
      if (turn.failed) pending.goes += 1;
      // The search waits for the tests, so the tests must not wait for it.
      await (turn.wait === 'turn' ? this.waiting.turn(test) : this.waiting.pause(turn.wait));
    }
  }

  private async go(pending: Pending): Promise<Turn> {
    const { ask, spec, lane, target, test } = pending;
    this.checkStopped(test);
    if (target.lost !== undefined) throw target.lost;
    if (target.pauseMs > 0) return { wait: target.pauseMs, failed: false };
    const { gate, onRetry, run } = this.deps;
    const closed = test ? undefined : gate.closed(this.deps.reserve());
    if (closed !== undefined) {
      // What is under way may need fewer repeats than are kept for it.
      if (this.inFlight > 0 || this.testsPending > 0) return { wait: 'turn', failed: false };
      throw this.outOfBudget(closed);
    }
    const task = ask.purpose === 'task' || ask.purpose === 'test';
    let repeats = 0;
    const again = (code: ErrorCode) => {
      // Another attempt is something new, which a run that pauses does not begin.
      if (this.stopped?.rests === true) throw this.stopped;
      repeats += 1;
      gate.repeats(task);
      if (tooMuch(code)) this.limiter.ease(lane);
      onRetry(code);
    };
    gate.starts(task, pending.goes > 0);
    this.inFlight += 1;
    let spent = { usd: 0, tokens: 0, notSent: false };
    let turnedDown = false;
    try {
      const outcome = await run({ ...spec, deadlineMs: target.deadlineMs, onRetry: again });
      spent = { ...(outcome.cached ? spent : costOf(outcome)), notSent: outcome.cached };
      if (!outcome.cached) {
        target.answeredIn(outcome.attempts.at(-1)?.totalMs ?? outcome.latency.totalMs);
        this.limiter.widen(lane);
      }
      return { reply: this.replied(outcome) };
    } catch (error) {
      // One that was never sent is no request; one that was tried again has been counted as it went.
      spent = { ...spent, notSent: repeats === 0 && neverSent(error) };
      turnedDown = ByomError.is(error) && error.code === 'BUDGET_EXCEEDED';
      return this.failed(error, pending);
    } finally {
      gate.ends(task, spent);
      this.inFlight -= 1;
      // Two, so that they become more where there is room; none by one that the ledger turned down, or they would wake each other for ever.
      if (!turnedDown) this.waiting.wakeNext(2);
    }
  }

  private failed(error: unknown, pending: Pending): Turn {
    const { ask, lane, target, test } = pending;
    if (error instanceof FencedError) throw this.stopFor('fenced', error);
    if (!ByomError.is(error)) throw this.stopFor('fault', error);
    if (error.code === 'CANCELLED') throw this.stopped ?? this.stopFor('shutdown', error);
    if (error.code === 'BUDGET_EXCEEDED') {
      const limit = String(error.details['limit']);
      // Dollars and tokens are reserved at their worst: what is under way may give most of it back.
      if ((limit === 'maxUsd' || limit === 'maxTokens') && this.inFlight > 1) return { wait: 'turn', failed: false };
      // Not the run's own: nothing of it is lost, whatever it was asking for.
      if (overBudgetOf(error) !== undefined) throw this.stopFor('paused', error);
      throw this.outOfBudget(limit);
    }
    if (ofTheRequest.has(error.code)) {
      if (ask.isolated === true) return this.refused(error.code);
      target.refused += 1;
      const all = target.refused + target.answered;
      if (target.refused >= REFUSED.least && target.refused > REFUSED.share * all) throw this.stopFor('failed', error);
      return this.refused(error.code);
    }
    if (!error.retryable) throw this.lostBy(error, pending);
    if (tooMuch(error.code)) this.limiter.ease(lane);
    const limited = ownLimitWait(error);
    if (limited !== undefined) {
      // A limit that is set here is nobody's failure: the run waits for it as long as it takes.
      this.checkStopped(test);
      return { wait: Math.min(limited, MOST_LIMIT_WAIT_MS), failed: false };
    }
    if (asksTooLong(error)) throw this.lostBy(error, pending);
    target.failed();
    if (pending.goes === 0) pending.answeredBefore = target.answered;
    if (target.dead) throw this.lostBy(error, pending);
    // Whatever it is about, it is about this one alone.
    if (pending.goes + 1 >= MOST_GOES && target.answered > pending.answeredBefore) return this.refused(error.code);
    this.checkStopped(test);
    return { wait: Math.max(1, target.pauseMs), failed: true };
  }

  private refused(code: ErrorCode): Turn {
    this.done += 1;
    return { reply: { kind: 'refused', code } };
  }

  private lostBy(error: ByomError, { ask, target }: Pending): ByomError {
    if (ask.isolated !== true) return this.stopFor(restOf(error) ?? 'failed', error);
    return (target.lost ??= new ModelLostError(error));
  }

  private outOfBudget(limit: string): OptimizationStopped {
    // Whoever waits for money may be smaller, and else has to hear it too.
    this.waiting.wakeAll();
    return new OptimizationStopped('budget', 'BUDGET_EXCEEDED', `The budget is used up: ${limit}.`);
  }

  private stopFor(why: OptimizationStopped['why'], error: unknown): OptimizationStopped {
    const { code, message } = ByomError.is(error)
      ? error
      : { code: 'INTERNAL' as const, message: 'The run met a fault.' };
    const retryAt = overBudgetOf(error)?.resetsAt ?? undefined;
    this.stop(new OptimizationStopped(why, code, message, error, retryAt));
    return this.stopped!;
  }

  private checkStopped(test: boolean): void {
    // Out of time is the search: what it found is still tested.
    if (this.stopped !== undefined && !(this.stopped.why === 'time' && test)) throw this.stopped;
  }

  private replied(outcome: CallOutcome): Reply {
    this.done += 1;
    this.deps.onDone();
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

/** The provider says that it is asked too much. */
const tooMuch = (code: ErrorCode) => code === 'RATE_LIMITED' || code === 'PROVIDER_OVERLOADED';

const asksTooLong = (error: ByomError) =>
  ProviderError.is(error) && (error.failure.retryAfterMs ?? 0) > MOST_ASKED_WAIT_MS;

const neverSent = (error: unknown) =>
  (ProviderError.is(error) && error.notSent) ||
  (ByomError.is(error) &&
    (error.code === 'BUDGET_EXCEEDED' ||
      error.code === 'CONTEXT_WINDOW_EXCEEDED' ||
      ownLimitWait(error) !== undefined));
