import type { BudgetLeft, SpendRow } from '../../usage/ledger.js';

/** What the rest of a budget will buy, at the rate at which it was spent so far. */
export interface Forecast {
  readonly calls: number;
  /** Undefined where no price is known. */
  readonly usd?: number;
  readonly seconds: number;
}

/** Undefined before the first call. A run may end sooner: where it finds nothing better any more, or nothing is left to find. */
export function forecastOf(options: {
  readonly left: BudgetLeft;
  readonly rows: readonly SpendRow[];
  readonly secondsUsed: number;
  readonly maxSeconds?: number;
}): Forecast | undefined {
  const { left, rows, secondsUsed, maxSeconds = Infinity } = options;
  const sum = (of: (row: SpendRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const calls = sum((row) => row.calls);
  if (calls === 0) return undefined;
  const each = {
    task: sum((row) => (row.purpose === 'task' || row.purpose === 'test' ? row.calls : 0)) / calls,
    usd: sum((row) => row.usd) / calls,
    tokens: sum((row) => row.inputTokens + row.outputTokens) / calls,
    seconds: secondsUsed / calls,
  };
  const by = (limit: number | null, cost: number) =>
    limit === null || limit === Infinity || cost <= 0 ? Infinity : limit / cost;
  const rest = Math.min(
    by(left.maxCalls, 1),
    by(left.maxTaskCalls, each.task),
    by(left.maxUsd, each.usd),
    by(left.maxTokens, each.tokens),
    by(maxSeconds - secondsUsed, each.seconds),
  );
  if (!Number.isFinite(rest)) return undefined;
  const more = Math.max(0, Math.floor(rest));
  const priced = sum((row) => row.unpricedCalls) < calls;
  return { calls: more, seconds: more * each.seconds, ...(priced ? { usd: more * each.usd } : {}) };
}
