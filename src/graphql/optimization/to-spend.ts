import type { Price } from '../../sdk/index.js';
import type { SpendRow } from '../../usage/ledger.js';
import { addCosts, noCost, pricedCost } from '../usage/priced-cost.js';
import type { SpendType } from './spend.type.js';

/** The sum of rows; its cost is null where calls were made and no price is known of any. */
export function toSpend(rows: readonly SpendRow[], priceOf: (model: string) => Price | undefined): SpendType {
  const sum = (count: (row: SpendRow) => number) => rows.reduce((total, row) => total + count(row), 0);
  const calls = sum((row) => row.calls);
  const unpriced = sum((row) => row.unpricedCalls);
  return {
    calls,
    taskCalls: sum((row) => (row.purpose === 'task' || row.purpose === 'test' ? row.calls : 0)),
    cachedCalls: sum((row) => row.cachedCalls),
    inputTokens: sum((row) => row.inputTokens),
    outputTokens: sum((row) => row.outputTokens),
    cost:
      calls > 0 && unpriced >= calls
        ? null
        : rows.reduce((cost, row) => addCosts(cost, pricedCost(row, priceOf(row.model))), noCost),
  };
}
