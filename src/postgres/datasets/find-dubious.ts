import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { DatasetFindings } from '../../datasets/dataset-store.js';
import { datasetExamples } from '../tables/dataset-examples.js';
import { exampleOf } from './example-of.js';
import type { StoredExample } from './sample-examples.js';

const SHOWN = 20;

/** Counts conflicts and leaks over all examples of a dataset, in the database. */
export async function findDubious(
  { drizzle }: { readonly drizzle: NodePgDatabase },
  dataset: string,
): Promise<DatasetFindings> {
  const leaking = sql`
    select near_key from ${datasetExamples} where dataset = ${dataset} and split is not null
    group by near_key having min(split) <> max(split)`;
  const { rows: conflicts } = await drizzle.execute<{ n: number }>(sql`
    select count(*)::int as n from (select from ${datasetExamples} where dataset = ${dataset}
      group by inputs_key having min(expected_key) <> max(expected_key)) as conflicting`);
  const { rows: leaks } = await drizzle.execute<{ n: number }>(sql`
    select count(*)::int as n from ${datasetExamples}
    where dataset = ${dataset} and split is not null and near_key in (${leaking})`);
  const { rows: shown } = await drizzle.execute<StoredExample & Record<string, unknown>>(sql`
    select position, example from ${datasetExamples}
    where dataset = ${dataset} and split is not null and near_key in (${leaking})
    order by position limit ${SHOWN}`);
  return {
    conflicts: conflicts[0]!.n,
    leaks: { count: leaks[0]!.n, examples: shown.map((row) => exampleOf(row).id) },
  };
}
