import type { TokenUsage } from '../sdk/index.js';
import { objectOf } from './content-of.js';

const tokens = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

/** Usage as the dialect counts it: totals already hold the details, so nothing is added to them. */
export function chatUsage(value: unknown): TokenUsage | undefined {
  const usage = objectOf(value);
  const inputTokens = tokens(usage?.prompt_tokens);
  const outputTokens = tokens(usage?.completion_tokens);
  if (inputTokens === undefined || outputTokens === undefined) return undefined;
  return {
    inputTokens,
    cachedInputTokens: tokens(objectOf(usage?.prompt_tokens_details)?.cached_tokens) ?? 0,
    outputTokens,
    reasoningTokens: tokens(objectOf(usage?.completion_tokens_details)?.reasoning_tokens) ?? 0,
  };
}
