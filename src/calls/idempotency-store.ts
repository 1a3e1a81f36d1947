import type { JsonValue } from '../sdk/index.js';

export interface IdempotencyKey {
  readonly tenant: string;
  /** The field that spends, for example `generate`. */
  readonly operation: string;
  readonly key: string;
}

export type IdempotencyState =
  /** Ours to do, as the call with this id. */
  | { readonly kind: 'first'; readonly call: string }
  /** Ours now: whoever began the call with this id has not been heard of for a lease. */
  | { readonly kind: 'orphaned'; readonly call: string }
  | { readonly kind: 'done'; readonly result: JsonValue }
  /** Somebody is at it. */
  | { readonly kind: 'running' }
  /** The key was used with another input. */
  | { readonly kind: 'mismatch' };

/** Remembers first results for at least 24 hours. What was begun and not ended here is kept alive until it is. */
export interface IdempotencyStore {
  /** `call`: the id to go by where it is ours to do for the first time. */
  begin(key: IdempotencyKey, inputHash: string, call: string): Promise<IdempotencyState>;
  /**
   * Keeps the first result. One that is `inDoubt` stands in for a result that nobody has heard of, and gives way to it.
   */
  finish(key: IdempotencyKey, result: JsonValue, inDoubt?: boolean): Promise<void>;
  /** Forgets a first of ours that failed without spending, so that it may be tried again. */
  abandon(key: IdempotencyKey): Promise<void>;
  /** Ends nothing, and keeps one of ours alive no longer: whoever asks next, a lease later, takes it over. */
  leave(key: IdempotencyKey): void;
  /** Lets go of everything that was begun here, for another process to decide at once. */
  close(): Promise<void>;
}
