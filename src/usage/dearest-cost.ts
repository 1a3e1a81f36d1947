import type { Price } from '../sdk/index.js';
import { costOf, type CallCost } from './call-cost.js';

/**
 * The most that so many tokens may cost: some providers fill their prompt cache unasked, and charge more for it than for
 * plain input. Null where no price is known.
 */
export function dearestCost(inputTokens: number, outputTokens: number, price: Price | undefined): CallCost | null {
  const usage = { inputTokens, outputTokens, cachedInputTokens: 0, reasoningTokens: 0 };
  const plain = costOf(usage, price);
  const written = costOf({ ...usage, cacheWriteTokens: inputTokens }, price);
  return plain && written && (written.total > plain.total ? written : plain);
}
