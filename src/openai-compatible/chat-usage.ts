import type { JsonObject, TokenUsage } from '../sdk/index.js';
import { objectOf } from './content-of.js';

/** A provider's own way of counting, given what the dialect's would be. */
export type ReadUsage = (usage: JsonObject, usual: TokenUsage) => TokenUsage;

const tokens = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
/** The first of several spellings that holds a count. */
const counted = (...values: readonly unknown[]): number => values.map(tokens).find((one) => one !== undefined) ?? 0;

/**
 * Usage as the dialect counts it, in any of its spellings. Totals already hold the details, so nothing is added to them,
 * but where the provider's own grand total says that reasoning stands beside the output.
 */
export function chatUsage(value: unknown, read?: ReadUsage): TokenUsage | undefined {
  const usage = objectOf(value);
  const inputTokens = tokens(usage?.prompt_tokens) ?? tokens(usage?.input_tokens);
  const outputTokens = tokens(usage?.completion_tokens) ?? tokens(usage?.output_tokens);
  if (usage === undefined || inputTokens === undefined || outputTokens === undefined) return undefined;
  const input = objectOf(usage.prompt_tokens_details) ?? objectOf(usage.input_tokens_details);
  const output = objectOf(usage.completion_tokens_details) ?? objectOf(usage.output_tokens_details);
  const reasoning = counted(output?.reasoning_tokens, usage.reasoning_tokens);
  const beside = reasoning > 0 && tokens(usage.total_tokens) === inputTokens + outputTokens + reasoning;
  const total = beside ? outputTokens + reasoning : outputTokens;
  const cached = counted(
    input?.cached_tokens,
    usage.prompt_cache_hit_tokens,
    usage.cached_tokens,
    usage.num_cached_tokens,
    usage.cache_read_input_tokens,
    input?.cache_read_tokens,
  );
  const written = counted(
    input?.cache_write_tokens,
    input?.cache_creation_tokens,
    usage.cache_creation_input_tokens,
    usage.cache_write_tokens,
  );
  const usual: TokenUsage = {
    inputTokens,
    cachedInputTokens: Math.min(cached, inputTokens),
    ...(written > 0 && { cacheWriteTokens: Math.min(written, inputTokens) }),
    outputTokens: total,
    reasoningTokens: Math.min(reasoning, total),
  };
  return read?.(usage, usual) ?? usual;
}
