import type { GuardedAttempt, GuardedEgress } from '../egress/guarded-egress.js';
import type { Disposition } from '../calls/next-attempt.js';
import { ByomError, ProviderError, finishReasons } from '../sdk/index.js';
import type { Completion, CompletionDelta, CompletionRequest } from '../sdk/index.js';
import { AnswerAsAsked } from './answer-as-asked.js';
import { needsNoKey } from './needs-no-key.js';
import type { CallSpec } from './call-spec.js';

export interface Attempt<Answer> {
  readonly request: CompletionRequest;
  readonly deadlineMs: number;
  readonly onDelta: ((delta: CompletionDelta) => void) | undefined;
  /** What to make of a completion, which may be as odd as a plugin can make it. */
  readonly read: (completion: Completion) => Answer;
}

export type AttemptResult<Answer = unknown> = {
  readonly providerMs: number;
  readonly sent: boolean;
  readonly header: GuardedAttempt['header'];
} & (
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly error: ByomError; readonly disposition: Disposition }
);

/** One physical request: through the adapter, over the guarded way out, within its deadline, checked when it is back. */
export async function attemptCall<Answer>(
  egress: GuardedEgress,
  spec: CallSpec,
  { request, deadlineMs, onDelta, read }: Attempt<Answer>,
): Promise<AttemptResult<Answer>> {
  const { definition, lease } = spec.provider;
  const leased = lease?.begin();
  const adapter = leased?.adapter ?? spec.provider.adapter;
  const abort = new AbortController();
  const cancel = () => abort.abort(new ByomError('CANCELLED', 'It was cancelled.'));
  const timer = setTimeout(() => abort.abort(tooLate()), deadlineMs);
  spec.signal?.addEventListener('abort', cancel, { once: true });
  const attempt = egress.attemptFetch({
    credential: spec.credential,
    auth: definition.auth,
    keyless: needsNoKey(definition),
    signal: abort.signal,
  });
  try {
    if (spec.signal?.aborted) cancel();
    abort.signal.throwIfAborted();
    const asked = new AnswerAsAsked(request, onDelta);
    const told = asked.onDelta && attempt.cleaner.deltas(asked.onDelta);
    const completion = await orAborted(abort.signal, async () =>
      adapter.complete(request, {
        fetch: attempt.fetch,
        baseUrl: spec.credential.baseUrl,
        fields: spec.credential.fields,
        signal: abort.signal,
        ...(told && { onDelta: told.onDelta }),
      }),
    );
    if (!isCompletion(completion)) throw new ProviderError('PROVIDER_PROTOCOL', 'The provider gave no usable answer.');
    const clean = attempt.cleaner.completion(completion);
    told?.end();
    return { kind: 'answered', answer: read(asked.whole(clean)), ...seenOf(attempt), sent: true };
  } catch (thrown) {
    const error = attempt.cleaner.error(errorOf(thrown, abort.signal, attempt));
    return {
      kind: 'failed',
      error,
      disposition: dispositionOf(error, attempt.sent),
      ...seenOf(attempt),
    };
  } finally {
    clearTimeout(timer);
    spec.signal?.removeEventListener('abort', cancel);
    attempt.release();
    leased?.end();
  }
}

const seenOf = ({ providerMs, sent, header }: GuardedAttempt) => ({ providerMs, sent, header });

const tooLate = () => new ProviderError('PROVIDER_TIMEOUT', 'The provider did not answer in time.');

/** Waits for an adapter no longer than its signal lives. */
function orAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    work().then(resolve, reject);
  });
}

/** Why it failed, from whoever knows best: our own abort, then egress, then the adapter; a stray throw is no answer. */
function errorOf(thrown: unknown, signal: AbortSignal, attempt: GuardedAttempt): ByomError {
  if (signal.aborted && ByomError.is(signal.reason)) return signal.reason;
  if (attempt.failure && attempt.failure.code !== 'CANCELLED') return attempt.failure;
  if (ByomError.is(thrown)) return thrown;
  return new ProviderError('PROVIDER_PROTOCOL', "The provider's plugin could not read the answer.", {
    cause: thrown,
    retryable: attempt.sent,
  });
}

/** By which gateways say that they gave up waiting. */
const gaveUp: ReadonlySet<number> = new Set([408, 504, 524]);

/** A status is a refusal, and refusals are free; who gave up waiting does not know. */
function dispositionOf(error: ByomError, sent: boolean): Disposition {
  if (!sent) return 'not-sent';
  const status = ProviderError.is(error) ? error.failure.status : undefined;
  const refused = status !== undefined && status >= 300 && !gaveUp.has(status);
  return refused && error.code !== 'PROVIDER_TIMEOUT' ? 'refused' : 'in-doubt';
}

function isCompletion(value: unknown): value is Completion {
  const choices = (value as Completion | undefined | null)?.choices;
  return (
    Array.isArray(choices) &&
    choices.length > 0 &&
    choices.every(
      (choice: Partial<Completion['choices'][number]> | null) =>
        typeof choice?.text === 'string' &&
        Array.isArray(choice.toolCalls) &&
        finishReasons.includes(choice.finishReason as (typeof finishReasons)[number]),
    )
  );
}
