import { ByomError, type ErrorCode, type JsonValue } from '../sdk/index.js';
import type { AttemptRecord } from './call-outcome.js';
import type { Generation } from './generation.js';

/** A first result as the idempotency store keeps it; a failure that may have been paid for is a result too. */
export type GenerationRecord =
  | { readonly generation: Generation }
  | {
      readonly error: {
        readonly code: ErrorCode;
        readonly message: string;
        readonly retryable: boolean;
        readonly details: Readonly<Record<string, unknown>>;
      };
    };

export function recordOfGeneration(generation: Generation): JsonValue {
  const credential = generation.credential && { ...generation.credential, sealed: null };
  return JSON.parse(JSON.stringify({ generation: { ...generation, credential } })) as JsonValue;
}

export function recordOfFailure({ code, message, retryable, details }: ByomError): JsonValue {
  return JSON.parse(JSON.stringify({ error: { code, message, retryable, details } })) as JsonValue;
}

/** The same generation, or the same failure, again. */
export function generationOfRecord(json: JsonValue): Generation {
  const record = json as unknown as GenerationRecord;
  if ('error' in record) {
    const { code, message, retryable, details } = record.error;
    throw new ByomError(code, message, { retryable, details });
  }
  const { generation } = record;
  const { credential } = generation;
  return {
    ...generation,
    // Records of before it was counted have none.
    usage: { ...generation.usage, cacheWriteTokens: generation.usage.cacheWriteTokens ?? 0 },
    attempts: generation.attempts.map(revived),
    credential: credential && {
      ...credential,
      createdAt: new Date(credential.createdAt),
      lastUsedAt: credential.lastUsedAt && new Date(credential.lastUsedAt),
    },
  };
}

const revived = (attempt: AttemptRecord): AttemptRecord => ({ ...attempt, startedAt: new Date(attempt.startedAt) });
