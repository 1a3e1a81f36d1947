import { ByomError } from '../sdk/index.js';
import type { CredentialInput } from './resolve-credential.js';

/** Shorter ones are words that may well stand elsewhere. */
const shortestKey = 8;

/** Refuses an idempotency key that holds a provider's: it is stored as it is. */
export function keyApart(
  idempotencyKey: string | null | undefined,
  credentials: readonly (CredentialInput | null | undefined)[],
  headerKey?: string,
): void {
  if (!idempotencyKey) return;
  const given = credentials.flatMap((one) => [one?.apiKey, ...Object.values(one?.fields ?? {})]);
  for (const key of [...given, headerKey]) {
    if (typeof key === 'string' && key.length >= shortestKey && idempotencyKey.includes(key)) {
      throw new ByomError('BAD_USER_INPUT', 'idempotencyKey holds a key of a provider: make up another.');
    }
  }
}
