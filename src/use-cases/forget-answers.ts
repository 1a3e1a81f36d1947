import type { RetentionStore } from '../retention/retention-store.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';
import { recordOfError } from './idempotency/record-of-error.js';

const DELETED = recordOfError(
  new ByomError('CONFLICT', 'The answer for this idempotencyKey was deleted. Use another key to ask again.'),
);

/** Deletes answers that are kept for a repeated request. Their keys stay taken, so that nothing is bought twice by mistake. */
export class ForgetAnswers {
  constructor(private readonly deps: { readonly retention: RetentionStore }) {}

  /** Returns how many. */
  run(caller: Caller, idempotencyKey?: string): Promise<number> {
    return this.deps.retention.forgetAnswers(caller.tenant.id, idempotencyKey, DELETED);
  }
}
