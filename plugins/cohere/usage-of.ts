import type { TokenUsage } from 'byom/sdk';
import { fieldsOf, isFields } from './fields.js';

/**
 * What is billed, so that the cost is right: the tokens of the model hold the provider's own preamble too, which nobody
 * pays for.
 */
export function usageOf(value: unknown): TokenUsage | undefined {
  if (!isFields(value)) return undefined;
  const [billed, counted] = [fieldsOf(value['billed_units']), fieldsOf(value['tokens'])];
  const inputTokens = count(billed['input_tokens']) ?? count(counted['input_tokens']);
  const outputTokens = count(billed['output_tokens']) ?? count(counted['output_tokens']);
  if (inputTokens === undefined || outputTokens === undefined) return undefined;
  const cachedInputTokens = Math.min(count(value['cached_tokens']) ?? 0, inputTokens);
  return { inputTokens, cachedInputTokens, outputTokens, reasoningTokens: 0 };
}

const count = (value: unknown) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
