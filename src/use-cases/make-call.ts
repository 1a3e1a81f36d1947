import { isDeepStrictEqual } from 'node:util';
import { adaptRequest, type AdaptedRequest } from '../adaptation/adapt-request.js';
import type { CallLimits, Observed, Pass } from '../calls/limits/call-limits.js';
import { pause } from '../calls/pause.js';
import { defaultRetryLimits, nextAttempt, type FailedAttempt, type RetryLimits } from '../calls/next-attempt.js';
import { isRetired } from '../catalogue/is-retired.js';
import type { GuardedEgress } from '../egress/guarded-egress.js';
import { ByomError, ProviderError } from '../sdk/index.js';
import type { Clock, JsonValue, Logger } from '../sdk/index.js';
import type { Intent, Ledger, Reservation, Settlement } from '../usage/ledger.js';
import { worstCase } from '../usage/worst-case.js';
import type { CredentialStore } from '../vault/credential-store.js';
import type { TenantCredential } from '../vault/tenant-credential.js';
import { attemptCall, type AttemptResult } from './attempt-call.js';
import { callKeyOf } from './call-key.js';
import { CallProgress } from './call-progress.js';
import type { AttemptRecord, CallOutcome } from './call-outcome.js';
import type { CallSpec } from './call-spec.js';
import type { CallTarget } from './call-target.js';
import { FencedError } from './fenced-error.js';
import type { Lesson, LearnModel } from './learn-model.js';
import { namedProviderError } from './named-provider-error.js';
import { overBudgetError, overBudgetOf } from './over-budget-error.js';
import { paidAnswer, type PaidAnswer } from './paid-answer.js';
import { ProbeModel } from './probe-model.js';

export type { AttemptRecord, CallLatency, CallOutcome } from './call-outcome.js';
export type { CallSpec } from './call-spec.js';

export interface MakeCallDeps {
  readonly ledger: Ledger;
  readonly limits: CallLimits;
  readonly egress: GuardedEgress;
  readonly credentials: Pick<CredentialStore, 'touch' | 'find'>;
  readonly probeModel: ProbeModel;
  readonly learnModel: LearnModel;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of each attempt, in milliseconds, where the call says nothing. */
  readonly deadlineMs?: number;
  readonly retry?: RetryLimits;
  readonly random?: () => number;
}

const defaultDeadlineMs = 10 * 60_000;
/** How long a result that was paid for is tried to be written down: a job's has no other place. */
const settleWaitsMs = { job: [100, 300, 1_000, 3_000, 5_000, 5_000, 5_000, 5_000, 5_000], single: [50] };

/** After which one looks again whether a stored key is still there. */
const longWaitMs = 1_000;

/** Where others are left to ask, one is asked again once, and only soon. */
const impatient = { attempts: 2, mostRetryAfterMs: 2_000 };

/** The only place that spends: adapt, reserve, attempt, settle, and ask the policy what next. */
export class MakeCall {
  readonly #random: () => number;

  constructor(private readonly deps: MakeCallDeps) {
    this.#random = deps.random ?? Math.random;
  }

  /** The first answer that a target gives, each within its retries. */
  async run(spec: CallSpec): Promise<CallOutcome> {
    const progress = new CallProgress(spec);
    const callKey = spec.callKey ?? callKeyOf(spec);
    const known = spec.known?.get(callKey);
    if (known !== undefined) return cachedOutcome(known, spec, callKey, progress);

    const { fallbacks = [] } = spec;
    let failure = await this.#ask(spec, callKey, progress, fallbacks.length > 0).catch(failureOf);
    for (let next = 0; ; next++) {
      if (!ByomError.is(failure)) return failure;
      if (next === fallbacks.length || !othersMayAnswer(failure) || progress.told || spec.signal?.aborted)
        throw failure;
      const made = progress.attempts.length;
      const outcome = await fallbacks[next]!()
        .then((target) => this.#ask({ ...spec, ...target }, callKey, progress, next + 1 < fallbacks.length))
        .catch(failureOf);
      // One that could not even be tried stands in the way of no other, and explains nothing.
      if (!ByomError.is(outcome) || progress.attempts.length > made || spec.signal?.aborted) failure = outcome;
    }
  }

  /** One target, with its retries; a short patience with it where others are left to ask. */
  async #ask(asked: CallSpec, callKey: string, progress: CallProgress, othersLeft: boolean): Promise<CallOutcome> {
    let spec = await this.#known(asked, progress);
    const { credential, model } = asked;
    const retry = this.deps.retry ?? defaultRetryLimits;
    const limits = othersLeft ? { ...retry, ...impatient } : retry;
    let { adapted, reserved } = prepared(spec);
    let lesson: Lesson | undefined;
    const failed: FailedAttempt[] = [];
    const endpoint = { tenant: spec.tenant, origin: credential.origin };
    const gaveUp = (error: ByomError) => {
      const { inDoubt, attempts } = progress;
      const details = {
        ...doubtful(inDoubt),
        ...(isRetired(model, this.deps.clock.now()) && { endedOn: model.deprecatedOn }),
        ...(spec.fallbacks && { attempts: attempts.map(toldAttempt) }),
      };
      return namedProviderError(error, spec.provider.definition.id, details);
    };
    let last: ByomError | undefined;
    this.deps.limits.called(endpoint);
    const askedAt = performance.now();

    for (;;) {
      const pass = await this.#admit(spec, reserved.tokens, limits.mostRetryAfterMs, progress).catch(
        (error: unknown) => {
          // What was sent before says more than what kept it from being sent again.
          throw ByomError.is(error) && error.code !== 'CANCELLED' ? gaveUp(last ?? error) : error;
        },
      );
      const waited = failed.length > 0 || performance.now() - askedAt > longWaitMs;
      if (waited && !(await this.#isThere(credential, pass))) throw gaveUp(removedMeanwhile());
      const intent: Intent = {
        tenant: spec.tenant,
        job: spec.job.id,
        epoch: spec.job.epoch,
        callKey,
        attempt: (spec.attemptsBefore ?? 0) + progress.attempts.length + 1,
        provider: spec.provider.definition.id,
        model: model.ref,
        credential: credential.payer,
        purpose: spec.purpose,
        reserved,
      };
      const reservation = await reservedOr(pass, this.deps.ledger.reserve(intent));
      if (reservation.kind === 'answered') return cachedOutcome(reservation.answer, spec, callKey, progress);
      if (reservation.kind === 'fenced') throw new FencedError();
      if (reservation.kind === 'exhausted') throw budgetExceeded(reservation.limit, progress.inDoubt);
      if (reservation.kind === 'over-budget') throw overBudgetError(reservation.budget, doubtful(progress.inDoubt));

      const attemptAt = this.deps.clock.now();
      const attemptStart = performance.now();
      const deadlineMs = spec.deadlineMs ?? this.deps.deadlineMs ?? defaultDeadlineMs;
      const result = await attemptCall(this.deps.egress, spec, {
        request: adapted.request,
        deadlineMs,
        onDelta: progress.onDelta,
        read: (completion) => paidAnswer(completion, spec, adapted, reserved.tokens),
      });
      progress.idleMs += result.providerMs;
      const record = {
        model: model.ref,
        adaptations: adapted.adaptations,
        startedAt: new Date(attemptAt),
        totalMs: performance.now() - attemptStart,
      };
      if (result.sent && credential.id !== null) this.deps.credentials.touch(spec.tenant, credential.id);

      if (result.kind === 'answered') {
        progress.attempts.push(record);
        const { answer } = result;
        pass.observed(observedOf(result, spec, answer.usage));
        await this.#settle(intent, reservation.id, {
          kind: 'answered',
          answer: spec.job.epoch === null ? null : (answer as unknown as JsonValue),
          usage: answer.usage,
          usd: answer.usd,
        });
        if (lesson) await this.deps.learnModel.keep(credential, lesson);
        const { attempts } = progress;
        return { ...answer, target: spec, attempts, latency: progress.latency(), cached: false, callKey };
      }

      pass.observed(observedOf(result, spec, result.disposition === 'in-doubt' ? undefined : nothing));
      const { error, disposition } = result;
      const { code, retryable } = error;
      last = error;
      progress.attempts.push({ ...record, errorCode: code });
      if (disposition === 'in-doubt') progress.inDoubt++;
      await this.#settle(intent, reservation.id, { kind: disposition, errorCode: code });
      const retryAfterMs = ProviderError.is(error) ? error.failure.retryAfterMs : undefined;
      this.deps.probeModel.refused(spec, credential, code);
      failed.push({ code, retryable, disposition, retryAfterMs });
      if (disposition === 'refused' && !progress.told && !progress.corrected && !spec.signal?.aborted) {
        const corrected = await this.#corrected(error, spec, adapted);
        if (corrected !== undefined) {
          progress.corrected = true;
          ({ spec, adapted, reserved, lesson } = corrected);
          continue;
        }
      }
      const verdict =
        progress.told || spec.signal?.aborted
          ? { kind: 'give-up' as const }
          : nextAttempt(failed, this.#random, limits);
      if (verdict.kind === 'give-up' || !this.deps.limits.mayRetry(endpoint, code)) throw gaveUp(error);
      spec.onRetry?.(code, verdict.waitMs);
      await pause(verdict.waitMs, spec.signal).catch(() => undefined);
      progress.idleMs += verdict.waitMs;
      if (spec.signal?.aborted) throw cancelled();
    }
  }

  /** With the model as refusals have corrected what was known of it, and as its server describes it now. */
  async #known(asked: CallSpec, progress: CallProgress): Promise<CallSpec> {
    const model = await this.deps.learnModel.known(asked.credential, asked.model);
    const spec = model === asked.model ? asked : { ...asked, model };
    if (!ProbeModel.probes(spec)) return spec;
    const startedAt = performance.now();
    const probed = await this.deps.probeModel.run(spec, spec.credential);
    progress.idleMs += performance.now() - startedAt;
    return { ...spec, model: probed };
  }

  /** What to send instead of a refused request, by what the refusal teaches; undefined where that helps nothing. */
  async #corrected(error: ByomError, spec: CallSpec, refused: AdaptedRequest) {
    const lesson = this.deps.learnModel.lessonOf(error, refused.request, spec.model);
    if (lesson === undefined) return undefined;
    const corrected = { ...spec, model: lesson.model };
    try {
      const next = prepared(corrected);
      if (!isDeepStrictEqual(next.adapted.request, refused.request)) return { spec: corrected, lesson, ...next };
    } catch (unfit) {
      await this.deps.learnModel.keep(spec.credential, lesson);
      if (ByomError.is(unfit) && unfit.code !== error.code) throw unfit;
      return undefined;
    }
    await this.deps.learnModel.keep(spec.credential, lesson);
    return undefined;
  }

  /** Waits for the turn of an attempt, by all that limits it. */
  async #admit(spec: CallSpec, tokens: number, mostPauseMs: number, progress: CallProgress): Promise<Pass> {
    const { tenant, credential, provider, job, signal } = spec;
    if (signal?.aborted) throw cancelled();
    const startedAt = performance.now();
    try {
      return await this.deps.limits.admit({
        tenant,
        credential: credential.id,
        origin: credential.origin,
        provider: provider.definition.id,
        tokens,
        flow: job.epoch === null ? '' : job.id,
        mostPauseMs,
        ...(signal && { signal }),
      });
    } catch (error) {
      throw signal?.aborted ? cancelled() : error;
    } finally {
      progress.idleMs += performance.now() - startedAt;
    }
  }

  /** A key that was removed while the call waited pays for nothing more: its turn is given back. */
  async #isThere({ tenant, id }: TenantCredential, pass: Pass): Promise<boolean> {
    if (id === null) return true;
    let there: boolean | undefined;
    try {
      return (there = (await this.deps.credentials.find(tenant, id)) !== undefined);
    } finally {
      if (there !== true) pass.observed(undefined);
    }
  }

  /** Writes down what became of an attempt. A single call's answer goes to its caller even where that fails. */
  async #settle(intent: Intent, id: string, settlement: Settlement): Promise<void> {
    const single = intent.epoch === null;
    for (const waitMs of single ? settleWaitsMs.single : settleWaitsMs.job) {
      try {
        return await this.deps.ledger.settle(intent, id, settlement);
      } catch {
        await pause(waitMs);
      }
    }
    try {
      await this.deps.ledger.settle(intent, id, settlement);
    } catch (error) {
      this.deps.logger.error({ job: intent.job, settlement: settlement.kind }, 'A call could not be settled.');
      if (!single) throw error;
    }
  }
}

/** A request as its model takes it, and what it may cost at the most. */
function prepared({ request, model, onUnsupported, onOverflow, onDelta }: CallSpec) {
  const asked = onDelta ? { ...request, stream: true } : request;
  const adapted = adaptRequest(asked, model, { onUnsupported, onOverflow });
  return { adapted, reserved: worstCase(adapted.request, model, adapted.estimatedInputTokens) };
}

/** A turn that comes to nothing is given back. */
async function reservedOr(pass: Pass, reserving: Promise<Reservation>): Promise<Reservation> {
  let reservation: Reservation | undefined;
  try {
    return (reservation = await reserving);
  } finally {
    if (reservation?.kind !== 'reserved') pass.observed(undefined);
  }
}

const nothing = { inputTokens: 0, outputTokens: 0 };

/** What an attempt tells of the limits that it met; `usage` where it is known what it came to. */
function observedOf(result: AttemptResult, { provider }: CallSpec, usage: Observed['usage']): Observed {
  const { sent, header } = result;
  const declared = provider.definition.rateLimitHeaders;
  const error = result.kind === 'failed' ? result.error : undefined;
  const retryAfterMs = ProviderError.is(error) ? error.failure.retryAfterMs : undefined;
  return { sent, header, declared, usage, code: error?.code, retryAfterMs };
}

function cachedOutcome(answer: JsonValue, target: CallTarget, callKey: string, progress: CallProgress): CallOutcome {
  return {
    ...(answer as unknown as PaidAnswer),
    target,
    attempts: [],
    latency: progress.latency(),
    cached: true,
    callKey,
  };
}

function failureOf(error: unknown): ByomError {
  if (!ByomError.is(error)) throw error;
  return error;
}

/** A key that its own budget lets not pay is no reason against another key. */
const othersMayAnswer = (failure: ByomError): boolean =>
  failure.retryable || (overBudgetOf(failure)?.credential ?? null) !== null;

const doubtful = (inDoubt: number) => (inDoubt > 0 ? { inDoubt } : {});

const toldAttempt = ({ model, errorCode }: AttemptRecord) => ({ model, errorCode });

const removedMeanwhile = () =>
  new ByomError('NO_CREDENTIAL', 'The credential was removed while the call waited for another attempt.');

const cancelled = () => new ByomError('CANCELLED', 'It was cancelled.');

const budgetExceeded = (limit: string, inDoubt: number) =>
  new ByomError('BUDGET_EXCEEDED', `The budget does not allow another call: ${limit}.`, {
    details: { limit, ...doubtful(inDoubt) },
  });
