import type { Price, TokenUsage } from '../sdk/index.js';

export interface CallCost {
  /** US dollars. */
  readonly input: number;
  readonly output: number;
  readonly total: number;
}

/** What a call cost at a price; null where none is known. Cached tokens cost what others do where no price says less. */
export function costOf(usage: TokenUsage, price: Price | undefined): CallCost | null {
  if (!price) return null;
  const cached = Math.min(usage.cachedInputTokens, usage.inputTokens);
  const fresh = usage.inputTokens - cached;
  const input = (fresh * price.input + cached * (price.cachedInput ?? price.input)) / 1e6;
  const output = (usage.outputTokens * price.output) / 1e6;
  return { input, output, total: input + output };
}
