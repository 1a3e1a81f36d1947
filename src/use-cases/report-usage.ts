import { ByomError } from '../sdk/index.js';
import type { Ledger, UsageDimension, UsageRow } from '../usage/ledger.js';
import type { Caller } from './caller.js';

export interface ReportUsageInput {
  readonly from?: Date | null;
  readonly to?: Date | null;
  readonly groupBy?: readonly UsageDimension[] | null;
}

/** Dollars; `platform` is what the operator paid for inference. */
export interface UsageCost {
  readonly total: number;
  readonly platform: 0;
}

export interface UsageReportRow extends UsageRow {
  /** Null where no call has a known price. */
  readonly cost: UsageCost | null;
}

export interface UsageReport {
  readonly rows: readonly UsageReportRow[];
  readonly total: UsageReportRow;
}

/** What the tenant used, by the dimensions asked for. */
export class ReportUsage {
  constructor(private readonly deps: { readonly ledger: Ledger }) {}

  async run(caller: Caller, { from, to, groupBy }: ReportUsageInput): Promise<UsageReport> {
    if (from && to && from.getTime() > to.getTime()) {
      throw new ByomError('BAD_USER_INPUT', '`from` must not be later than `to`.');
    }
    const query = { ...(from ? { from } : {}), ...(to ? { to } : {}), groupBy: [...new Set(groupBy ?? [])] };
    const rows = await this.deps.ledger.usage(caller.tenant.id, query);
    return { rows: rows.map(withCost), total: withCost(sumOf(rows)) };
  }
}

const withCost = (row: UsageRow): UsageReportRow => ({
  ...row,
  cost: row.calls > 0 && row.unpricedCalls >= row.calls ? null : { total: row.usd, platform: 0 },
});

const sumOf = (rows: readonly UsageRow[]): UsageRow =>
  rows.reduce<UsageRow>(
    (sum, row) => ({
      key: {},
      calls: sum.calls + row.calls,
      cachedCalls: sum.cachedCalls + row.cachedCalls,
      inputTokens: sum.inputTokens + row.inputTokens,
      outputTokens: sum.outputTokens + row.outputTokens,
      usd: sum.usd + row.usd,
      unpricedCalls: sum.unpricedCalls + row.unpricedCalls,
    }),
    { key: {}, calls: 0, cachedCalls: 0, inputTokens: 0, outputTokens: 0, usd: 0, unpricedCalls: 0 },
  );
