import type { Price, PriceRates, TokenUsage } from '../sdk/index.js';

export interface CallCost {
  /** US dollars. */
  readonly input: number;
  readonly output: number;
  readonly total: number;
}

/**
 * What a call cost at a price; null where none is known. Tokens read from a cache, or written to one, cost what others
 * do where no price says otherwise; a tier's rates go for the whole call.
 */
export function costOf(usage: TokenUsage, price: Price | undefined): CallCost | null {
  if (!price) return null;
  const rates = ratesFor(price, usage.inputTokens);
  const cached = Math.min(usage.cachedInputTokens, usage.inputTokens);
  const written = Math.min(usage.cacheWriteTokens ?? 0, usage.inputTokens - cached);
  const fresh = usage.inputTokens - cached - written;
  const perMillion =
    fresh * rates.input + cached * (rates.cachedInput ?? rates.input) + written * (rates.cacheWrite ?? rates.input);
  const input = perMillion / 1e6;
  const output = (usage.outputTokens * rates.output) / 1e6;
  return { input, output, total: input + output };
}

/** The rates of the highest tier that the input passes. */
function ratesFor(price: Price, inputTokens: number): PriceRates {
  let rates: PriceRates = price;
  let above = 0;
  for (const tier of price.tiers ?? []) {
    if (inputTokens > tier.above && tier.above >= above) {
      rates = tier;
      above = tier.above;
    }
  }
  return rates;
}
