import type { Price } from '../../sdk/index.js';
import type { UsageDimension, UsageRow } from '../../usage/ledger.js';
import { addCosts, noCost, pricedCost } from './priced-cost.js';
import type { UsageRowType } from './usage-row.type.js';

/** Rows by model and more, put together by `dimensions` alone, in the order of their first. */
export function foldUsage(
  rows: readonly UsageRow[],
  dimensions: readonly UsageDimension[],
  priceOf: (model: string) => Price | undefined,
): readonly UsageRowType[] {
  const folded = new Map<string, UsageRowType>();
  for (const row of rows) {
    const key = Object.fromEntries(dimensions.map((dimension) => [dimension, row.key[dimension] ?? null]));
    const id = JSON.stringify(key);
    const sum = folded.get(id);
    folded.set(id, {
      key,
      calls: (sum?.calls ?? 0) + row.calls,
      cachedCalls: (sum?.cachedCalls ?? 0) + row.cachedCalls,
      inputTokens: (sum?.inputTokens ?? 0) + row.inputTokens,
      outputTokens: (sum?.outputTokens ?? 0) + row.outputTokens,
      cost: addCosts(sum?.cost ?? noCost, pricedCost(row, priceOf(row.key.model ?? ''))),
      unpricedCalls: (sum?.unpricedCalls ?? 0) + row.unpricedCalls,
    });
  }
  return [...folded.values()].map((row) =>
    row.calls > 0 && row.unpricedCalls >= row.calls ? { ...row, cost: null } : row,
  );
}
