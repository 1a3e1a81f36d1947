/** Of an intent, in the order of the statements that insert it. */
export const attemptColumns =
  'id, tenant, job, epoch, call_key, attempt, model, credential, purpose, reserved_usd, reserved_tokens, created_at';

/** The age at which the ledger takes an attempt that is still open for one that nobody settles: no deadline is as long. */
export const abandonedAfter = `interval '15 minutes'`;
