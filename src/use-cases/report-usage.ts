import { ByomError, type Price } from '../sdk/index.js';
import type { Ledger, UsageDimension, UsageRow } from '../usage/ledger.js';
import { splitCost, type SplitCost } from '../usage/split-cost.js';
import type { Caller } from './caller.js';
import type { FindModel } from './find-model.js';

export interface ReportUsageInput {
  readonly from?: Date | null;
  readonly to?: Date | null;
  readonly groupBy?: readonly UsageDimension[] | null;
}

export interface UsageReportRow extends UsageRow {
  /** What the operator paid for inference. */
  readonly platform: 0;
  /** Null where no call has a known price. */
  readonly cost: SplitCost | null;
}

export interface UsageReport {
  readonly rows: readonly UsageReportRow[];
  readonly total: UsageReportRow;
}

/** As many as one answer carries: keys and runs, of which each is a group, may be any number. */
const MOST_ROWS = 10_000;

/** What the tenant used, by the dimensions asked for. */
export class ReportUsage {
  constructor(private readonly deps: { readonly ledger: Ledger; readonly findModel: FindModel }) {}

  async run(caller: Caller, { from, to, groupBy }: ReportUsageInput): Promise<UsageReport> {
    if (from && to && from.getTime() > to.getTime()) {
      throw new ByomError('BAD_USER_INPUT', '`from` must not be later than `to`.');
    }
    const asked = [...new Set(groupBy ?? [])];
    // By model too, as only a model has a price by which its dollars can be parted.
    const dimensions: readonly UsageDimension[] = asked.includes('model') ? asked : [...asked, 'model'];
    const query = { ...(from ? { from } : {}), ...(to ? { to } : {}), groupBy: dimensions };
    const found = await this.deps.ledger.usage(caller.tenant.id, { ...query, most: MOST_ROWS + 1 });
    if (found.length > MOST_ROWS) {
      throw new ByomError(
        'QUERY_TOO_COMPLEX',
        `These are more than ${MOST_ROWS} groups: ask for a shorter time, or for fewer dimensions in \`groupBy\`.`,
      );
    }
    const parts = found.map((row) => this.#withCost(row));
    const rows = new Map<string, UsageReportRow>();
    for (const part of parts) {
      const key = Object.fromEntries(asked.map((dimension) => [dimension, part.key[dimension] ?? null]));
      const id = JSON.stringify(asked.map((dimension) => key[dimension]));
      rows.set(id, add(rows.get(id) ?? { ...nothing, key }, part));
    }
    return { rows: [...rows.values()], total: parts.reduce(add, nothing) };
  }

  #withCost(row: UsageRow): UsageReportRow {
    if (row.calls > 0 && row.unpricedCalls >= row.calls) return { ...row, platform: 0, cost: null };
    return { ...row, platform: 0, cost: splitCost(row.usd, row, this.#priceOf(row.key.model)) };
  }

  /** Undefined also for a model whose plugin is no longer there. */
  #priceOf(ref: string | null | undefined): Price | undefined {
    try {
      return ref ? this.deps.findModel.run(ref).model.price : undefined;
    } catch {
      return undefined;
    }
  }
}

const nothing: UsageReportRow = {
  key: {},
  calls: 0,
  cachedCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  usd: 0,
  platform: 0,
  unpricedCalls: 0,
  estimatedCalls: 0,
  cost: null,
};

function add(sum: UsageReportRow, row: UsageReportRow): UsageReportRow {
  return {
    key: sum.key,
    calls: sum.calls + row.calls,
    cachedCalls: sum.cachedCalls + row.cachedCalls,
    inputTokens: sum.inputTokens + row.inputTokens,
    outputTokens: sum.outputTokens + row.outputTokens,
    usd: sum.usd + row.usd,
    platform: 0,
    unpricedCalls: sum.unpricedCalls + row.unpricedCalls,
    estimatedCalls: sum.estimatedCalls + row.estimatedCalls,
    cost: addCosts(sum.cost, row.cost),
  };
}

function addCosts(one: SplitCost | null, other: SplitCost | null): SplitCost | null {
  if (!one || !other) return one ?? other;
  return {
    input: one.input + other.input,
    output: one.output + other.output,
    total: one.total + other.total,
    platform: 0,
  };
}
