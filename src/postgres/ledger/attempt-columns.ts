/** Of an intent, in the order of the statements that insert it. */
export const attemptColumns =
  'id, tenant, job, epoch, call_key, attempt, model, credential, purpose, reserved_usd, reserved_tokens';
