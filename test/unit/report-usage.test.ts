import { expect, test } from '@jest/globals';
import type { Ledger, UsageQuery, UsageRow } from '../../src/usage/ledger.js';
import type { FindModel } from '../../src/use-cases/find-model.js';
import { ReportUsage } from '../../src/use-cases/report-usage.js';
import { callerNamed } from '../support/spending.js';

test('a report of more groups than an answer carries is refused, not cut', async () => {
  const rows = Array.from({ length: 10_001 }, (_, n): UsageRow => {
    const key = { credential: `passed:${n}`, model: 'plain/small' };
    const nothing = { cachedCalls: 0, inputTokens: 0, outputTokens: 0, usd: 0, unpricedCalls: 0, estimatedCalls: 0 };
    return { key, calls: 1, ...nothing };
  });
  const usage = async (_: string, { most }: UsageQuery) => rows.slice(0, most);
  const findModel = { run: () => ({ model: {} }) } as unknown as FindModel;
  const report = new ReportUsage({ ledger: { usage } as Partial<Ledger> as Ledger, findModel });
  const run = () => report.run(callerNamed('tenant-1'), { groupBy: ['credential'] });
  await expect(run()).rejects.toMatchObject({ code: 'QUERY_TOO_COMPLEX', message: expect.stringMatching('10000') });
  rows.pop();
  const { rows: told, total } = await run();
  expect([told.length, total.calls]).toEqual([10_000, 10_000]);
});
