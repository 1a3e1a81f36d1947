import type { Price } from '../../sdk/index.js';
import type { SpendRow } from '../../usage/ledger.js';
import { splitCost } from '../../usage/split-cost.js';
import type { CostType } from '../generation/cost.type.js';
import type { SpendType } from './spend.type.js';

const nothing: CostType = { input: 0, output: 0, total: 0, platform: 0 };
const add = (one: CostType, other: CostType): CostType => ({
  input: one.input + other.input,
  output: one.output + other.output,
  total: one.total + other.total,
  platform: 0,
});

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
        : rows.map((row) => splitCost(row.usd, row, priceOf(row.model))).reduce(add, nothing),
  };
}
