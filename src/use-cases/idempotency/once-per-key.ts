import { setTimeout as sleep } from 'node:timers/promises';
import { TenantGone } from '../../access/tenant-gone.js';
import { checkIdempotencyKey } from '../../calls/check-idempotency-key.js';
import type { IdempotencyKey, IdempotencyStore } from '../../calls/idempotency-store.js';
import { ByomError, type JsonValue, type Logger } from '../../sdk/index.js';
import type { AttemptState, Ledger } from '../../usage/ledger.js';
import { timeOrderedId } from '../../usage/time-ordered-id.js';
import { FencedError } from '../fenced-error.js';
import { errorOfRecord, recordOfError } from './record-of-error.js';
import type { RequestDigest } from './request-digest.js';

export interface OncePerKeyDeps {
  readonly idempotency: IdempotencyStore;
  readonly ledger: Pick<Ledger, 'attempts'>;
  readonly digest: RequestDigest;
  readonly logger: Logger;
}

/** A single call as it is made now. */
export interface CallIdentity {
  readonly id: string;
  /** By a server that died before any of them can have cost something. */
  readonly attemptsBefore: number;
}

export interface OnceOptions<T> {
  /** Without everything that makes no other request of it, and without secrets. */
  readonly asked: object;
  readonly make: (call: CallIdentity) => Promise<T>;
  readonly record: { readonly of: (made: T) => JsonValue; readonly read: (record: JsonValue) => T };
  /** Waits where another replica is making it, instead of failing. */
  readonly waits?: boolean;
}

/** How often to look whether another replica has finished. */
const pollMs = 250;
/** A database that is started again takes so long; nobody waits for an answer longer. */
const rememberWaitsMs = [100, 500, 1_500];

const mayHaveCost = (state: AttemptState) => state !== 'not-sent' && state !== 'refused';

/**
 * One call for one idempotency key of one tenant and operation, however often it is asked for, on whichever replica.
 * Its result is told again, and so is a failure that may have been paid for; any other failure frees the key.
 */
export class OncePerKey {
  constructor(private readonly deps: OncePerKeyDeps) {}

  /** What `asked` comes to. */
  digestOf({ tenant, operation }: IdempotencyKey, asked: object): string {
    return this.deps.digest.of(tenant, operation, asked);
  }

  async run<T>(key: IdempotencyKey, options: OnceOptions<T>): Promise<T> {
    checkIdempotencyKey(key.key);
    const inputHash = this.digestOf(key, options.asked);
    const { idempotency, ledger } = this.deps;
    for (;;) {
      const state = await idempotency.begin(key, inputHash, timeOrderedId());
      if (state.kind === 'mismatch') throw keyOfAnotherInput();
      if (state.kind === 'done') return resultOf(state.result, options);
      if (state.kind === 'first') return this.#first(key, { id: state.call, attemptsBefore: 0 }, options);
      if (state.kind === 'orphaned') {
        const before = await ledger.attempts(key.tenant, state.call).catch((error: unknown) => {
          idempotency.leave(key);
          throw error;
        });
        if (!before.some(mayHaveCost)) {
          return this.#first(key, { id: state.call, attemptsBefore: before.length }, options);
        }
        // Whichever stands then: this, or the result of one that was only slow.
        await idempotency.finish(key, recordOfError(lost()), true);
      } else if (options.waits === true) await sleep(pollMs);
      else throw inProgress();
    }
  }

  async #first<T>(key: IdempotencyKey, call: CallIdentity, { make, record }: OnceOptions<T>): Promise<T> {
    let made: T;
    try {
      made = await make(call);
    } catch (error) {
      // Another process makes it, since we were taken for dead: the key is its.
      if (error instanceof FencedError) throw inProgress();
      await this.#remember(key, (await this.#mayHaveCost(key, call, error)) ? recordOfError(error) : undefined);
      throw error;
    }
    await this.#remember(key, record.of(made));
    return made;
  }

  /** In doubt, it may. */
  async #mayHaveCost({ tenant }: IdempotencyKey, { id }: CallIdentity, error: unknown): Promise<boolean> {
    if (ByomError.is(error) && Number(error.details['inDoubt'] ?? 0) > 0) return true;
    return (await this.deps.ledger.attempts(tenant, id).catch(() => ['open' as const])).some(mayHaveCost);
  }

  /** What was paid for goes to its caller even where it cannot be kept for a second one. */
  async #remember(key: IdempotencyKey, result: JsonValue | undefined): Promise<void> {
    const { idempotency, logger } = this.deps;
    for (const waitMs of [...rememberWaitsMs, undefined]) {
      try {
        return await (result === undefined ? idempotency.abandon(key) : idempotency.finish(key, result));
      } catch (error) {
        if (error instanceof TenantGone) return;
        if (waitMs === undefined) {
          logger.error({ operation: key.operation }, 'The result for an idempotency key could not be kept.');
        } else await sleep(waitMs);
      }
    }
  }
}

function resultOf<T>(kept: JsonValue, { record }: OnceOptions<T>): T {
  const failure = errorOfRecord(kept);
  if (failure) throw failure;
  return record.read(kept);
}

export const keyOfAnotherInput = () =>
  new ByomError('IDEMPOTENCY_MISMATCH', 'This idempotencyKey was used with another input.');

const inProgress = () =>
  new ByomError('IDEMPOTENCY_IN_PROGRESS', 'The first request with this idempotencyKey still runs.');

const lost = () =>
  new ByomError(
    'IDEMPOTENCY_IN_DOUBT',
    'The server ended while it made this call: the provider may have answered, and charged for it. Ask again with another idempotencyKey to pay for another.',
    { details: { inDoubt: 1 } },
  );
