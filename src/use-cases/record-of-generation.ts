import type { JsonValue } from '../sdk/index.js';
import type { AttemptRecord } from './call-outcome.js';
import type { Generation } from './generation.js';

/** A first result as the idempotency store keeps it. */
interface GenerationRecord {
  readonly generation: Generation;
}

export function recordOfGeneration(generation: Generation): JsonValue {
  const credential = generation.credential && { ...generation.credential, sealed: null };
  return JSON.parse(JSON.stringify({ generation: { ...generation, credential } })) as JsonValue;
}

/** The same generation again. */
export function generationOfRecord(json: JsonValue): Generation {
  const { generation } = json as unknown as GenerationRecord;
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
