import { ByomError } from '../sdk/index.js';

/** Fails with BAD_USER_INPUT where it is none: no invisible difference, and nothing that a table cannot hold. */
export function checkIdempotencyKey(key: string): void {
  if (/^[^\p{Cc}\p{Cs}]{1,255}$/u.test(key)) return;
  throw new ByomError('BAD_USER_INPUT', '`idempotencyKey` has 1 to 255 characters, none of them a control character.');
}
