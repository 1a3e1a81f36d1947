import type { Price } from '../../sdk/index.js';
import type { CostType } from '../generation/cost.type.js';

/** A recorded sum, shared out between input and output by the model's price. */
export function pricedCost(
  spent: { readonly usd: number; readonly inputTokens: number; readonly outputTokens: number },
  price: Price | undefined,
): CostType {
  const input = spent.inputTokens * (price?.input ?? 1);
  const output = spent.outputTokens * (price?.output ?? 1);
  const share = input + output === 0 ? 0 : input / (input + output);
  return { input: spent.usd * share, output: spent.usd * (1 - share), total: spent.usd, platform: 0 };
}

export const addCosts = (a: CostType, b: CostType): CostType => ({
  input: a.input + b.input,
  output: a.output + b.output,
  total: a.total + b.total,
  platform: 0,
});

export const noCost: CostType = { input: 0, output: 0, total: 0, platform: 0 };
