import type { TokenUsage } from 'byom/sdk';
import { isRecord } from './is-record.js';

type Fields = Readonly<Record<string, unknown>>;

/** Input is counted without what the cache wrote or read, output with what was thought; here input counts it all. */
export function readUsage(usage: unknown): TokenUsage | undefined {
  if (!isRecord(usage)) return undefined;
  const details = isRecord(usage['output_tokens_details']) ? usage['output_tokens_details'] : {};
  const rounds = ownRounds(usage['iterations']);
  const sum = (name: string) =>
    rounds.length > 0 ? rounds.reduce((total, round) => total + (count(round[name]) ?? 0), 0) : count(usage[name]);
  const input = sum('input_tokens');
  const output = sum('output_tokens');
  if (input === undefined || output === undefined) return undefined;
  const written = count(usage['cache_creation_input_tokens']) ?? 0;
  const cached = count(usage['cache_read_input_tokens']) ?? 0;
  return {
    inputTokens: input + written + cached,
    cachedInputTokens: cached,
    ...(written > 0 ? { cacheWriteTokens: written } : {}),
    outputTokens: output,
    reasoningTokens: Math.min(count(details['thinking_tokens']) ?? 0, output),
  };
}

/** The rounds that this model was charged for; none where another one served the answer, since the totals say that. */
function ownRounds(iterations: unknown): readonly Fields[] {
  const all = Array.isArray(iterations) ? (iterations as readonly unknown[]).filter(isRecord) : [];
  if (all.some(({ type }) => type === 'fallback_message')) return [];
  return all.filter(({ type }) => type === 'message' || type === 'compaction');
}

const count = (value: unknown) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
