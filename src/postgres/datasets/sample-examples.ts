import { asc, eq, sql, type SQL } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { NewExample, Split } from '../../datasets/dataset-store.js';
import { datasetExamples } from '../tables/dataset-examples.js';

export interface StoredExample {
  readonly position: number;
  readonly example: NewExample;
}

/** Of very many examples, so many times as are asked for are drawn at random first, to spare the sorting of all. */
const CANDIDATES_EACH = 10;
const FEWEST_CANDIDATES = 2_000;
const HASHES = 2 ** 20;

/**
 * Draws `take` of the `size` examples that are pinned to a split, or free. Each answer gets its share: an example's place is its
 * rank by a seeded hash among those of its answer, over their number, shifted by a seeded part of one for each answer, so
 * that of answers that stand there once each is drawn with the same chance.
 */
export async function sampleExamples(
  { drizzle }: { readonly drizzle: NodePgDatabase },
  dataset: string,
  split: Split | 'free',
  { size, take, seed }: { readonly size: number; readonly take: number; readonly seed: number },
): Promise<readonly StoredExample[]> {
  if (take === 0) return [];
  const part = split === 'free' ? sql`split is null` : sql`split = ${split}`;
  const chance = Math.min(1, (CANDIDATES_EACH * take + FEWEST_CANDIDATES) / size);
  const hashed = (key: SQL, salt: number) => sql`(hashint8extended(${key}, ${seed + salt}::bigint) & ${HASHES - 1})`;
  const { rows } = await drizzle.execute<{ position: number; example: NewExample }>(sql`
    select position, example from ${datasetExamples} where dataset = ${dataset} and position in (
      select position from (
        select position, inputs_key,
          (row_number() over of_answer - 1 + ${hashed(sql`expected_key`, 0)}::float8 / ${HASHES})
            / count(*) over (partition by expected_key) as place
        from ${datasetExamples} where dataset = ${dataset} and ${part}
          and ${hashed(sql`inputs_key`, 1)} < ${Math.ceil(chance * HASHES)}
        window of_answer as (partition by expected_key order by hashint8extended(inputs_key, ${seed}::bigint), position)) as placed
      order by place, hashint8extended(inputs_key, ${seed}::bigint), position limit ${take})
    order by position`);
  return rows;
}

export function allExamples(
  { drizzle }: { readonly drizzle: NodePgDatabase },
  dataset: string,
): Promise<readonly StoredExample[]> {
  return drizzle
    .select({ position: datasetExamples.position, example: datasetExamples.example })
    .from(datasetExamples)
    .where(eq(datasetExamples.dataset, dataset))
    .orderBy(asc(datasetExamples.position));
}
