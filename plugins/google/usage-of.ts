import type { TokenUsage } from 'byom/sdk';
import { isFields } from './fields.js';

/** Prompts are counted with what the cache held, thoughts beside what was said, and tools' own prompts beside both. */
export function usageOf(metadata: unknown): TokenUsage | undefined {
  if (!isFields(metadata)) return undefined;
  const prompt = count(metadata['promptTokenCount']);
  if (prompt === undefined) return undefined;
  const inputTokens = prompt + (count(metadata['toolUsePromptTokenCount']) ?? 0);
  const thoughts = count(metadata['thoughtsTokenCount']) ?? 0;
  return {
    inputTokens,
    cachedInputTokens: Math.min(count(metadata['cachedContentTokenCount']) ?? 0, inputTokens),
    outputTokens: (count(metadata['candidatesTokenCount']) ?? 0) + thoughts,
    reasoningTokens: thoughts,
  };
}

const count = (value: unknown) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
