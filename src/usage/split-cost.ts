import type { Price } from '../sdk/index.js';

export interface SplitCost {
  /** US dollars. */
  readonly input: number;
  readonly output: number;
  readonly total: number;
  /** What the operator paid for inference. */
  readonly platform: 0;
}

/** Dollars that were recorded as one sum, parted by the tokens and the list price of each side. */
export function splitCost(
  usd: number,
  tokens: { readonly inputTokens: number; readonly outputTokens: number },
  price: Pick<Price, 'input' | 'output'> = { input: 1, output: 1 },
): SplitCost {
  const input = tokens.inputTokens * price.input;
  const output = tokens.outputTokens * price.output;
  const share = input + output > 0 ? input / (input + output) : 1;
  return { input: usd * share, output: usd - usd * share, total: usd, platform: 0 };
}
