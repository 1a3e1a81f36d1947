import type { JsonValue } from '../sdk/index.js';

export interface IdempotencyKey {
  readonly tenant: string;
  /** The field that spends, for example `generate`. */
  readonly operation: string;
  readonly key: string;
}

export type IdempotencyState =
  /** Ours to do. */
  | { readonly kind: 'first' }
  | { readonly kind: 'done'; readonly result: JsonValue }
  /** Somebody is at it. */
  | { readonly kind: 'running' }
  /** The key was used with another input. */
  | { readonly kind: 'mismatch' };

/** Remembers first results for at least 24 hours. */
export interface IdempotencyStore {
  /** `leaseMs`: after so long without a result the first is taken for dead and the next may begin again. */
  begin(key: IdempotencyKey, inputHash: string, leaseMs: number): Promise<IdempotencyState>;
  finish(key: IdempotencyKey, result: JsonValue): Promise<void>;
  /** Forgets a first that failed without spending, so that it may be tried again. */
  abandon(key: IdempotencyKey): Promise<void>;
}
