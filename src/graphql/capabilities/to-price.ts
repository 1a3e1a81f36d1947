import type { Price, PriceRates } from '../../sdk/index.js';
import type { PriceType } from './price.type.js';

export function toPrice(price: Price, asOf: Date | undefined): PriceType {
  const tiers = (price.tiers ?? []).map((tier) => Object.assign(rates(tier), { aboveInputTokens: tier.above }));
  return { ...rates(price), tiers, asOf };
}

const rates = ({ input, output, cachedInput, cacheWrite }: PriceRates) => ({
  inputPerMillion: input,
  outputPerMillion: output,
  cachedInputPerMillion: cachedInput,
  cacheWritePerMillion: cacheWrite,
});
