import { hash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { NewExample, Split } from '../../datasets/dataset-store.js';
import { exampleKeys } from '../../datasets/example-keys.js';
import { datasetExamples } from '../tables/dataset-examples.js';

/** One example's columns, made before the transaction begins. */
export interface ExampleRow {
  readonly split: Split | null;
  readonly idKey: string | null;
  readonly inputsKey: string;
  readonly expectedKey: string;
  readonly nearKey: string;
  readonly json: string;
}

export interface Inserted {
  readonly split: Split | null;
  readonly examples: number;
  readonly bytes: number;
}

const rowsAStatement = 1_000;

export function exampleRow(example: NewExample): ExampleRow {
  const { inputs, expected, near } = exampleKeys(example);
  return {
    split: example.split ?? null,
    idKey: example.id === undefined ? null : hash('sha256', example.id, 'hex').slice(0, 32),
    inputsKey: String(inputs),
    expectedKey: String(expected),
    nearKey: String(near),
    json: JSON.stringify(example),
  };
}

/** Stores those that are not there yet, and counts them by split. */
export async function insertExamples(
  transaction: Pick<NodePgDatabase, 'execute'>,
  place: { readonly tenant: string; readonly dataset: string; readonly from: number },
  rows: readonly ExampleRow[],
): Promise<readonly Inserted[]> {
  const inserted: Inserted[] = [];
  for (let begin = 0; begin < rows.length; begin += rowsAStatement) {
    const part = rows.slice(begin, begin + rowsAStatement);
    const column = (of: keyof ExampleRow) => sql.param(part.map((row) => row[of]));
    const { rows: counts } = await transaction.execute<{ split: Split | null; examples: number; bytes: string }>(sql`
      with added as (
        insert into ${datasetExamples}
          (tenant, dataset, position, split, id_key, inputs_key, expected_key, near_key, example)
        select ${place.tenant}, ${place.dataset}, ${place.from + begin}::int + ord - 1,
          split, id_key, inputs_key, expected_key, near_key, example
        from unnest(${column('split')}::text[], ${column('idKey')}::uuid[], ${column('inputsKey')}::bigint[],
          ${column('expectedKey')}::bigint[], ${column('nearKey')}::bigint[], ${column('json')}::json[])
          with ordinality as part (split, id_key, inputs_key, expected_key, near_key, example, ord)
        on conflict (dataset, inputs_key, expected_key, (coalesce(split, ''))) do nothing
        returning split, octet_length(example::text) as bytes)
      select split, count(*)::int as examples, sum(bytes) as bytes from added group by split`);
    inserted.push(...counts.map(({ split, examples, bytes }) => ({ split, examples, bytes: Number(bytes) })));
  }
  return inserted;
}

/** Places of the rows whose id stands for another example that is stored. */
export async function idClashes(
  transaction: Pick<NodePgDatabase, 'execute'>,
  dataset: string,
  rows: readonly ExampleRow[],
): Promise<readonly number[]> {
  const ids = rows.flatMap(({ idKey }) => idKey ?? []);
  if (ids.length === 0) return [];
  const { rows: stored } = await transaction.execute<{ id_key: string; content: string }>(sql`
    select replace(id_key::text, '-', '') as id_key, concat_ws(' ', inputs_key, expected_key, split) as content
    from ${datasetExamples} where dataset = ${dataset} and id_key = any(${sql.param(ids)}::uuid[])`);
  const contents = new Map(stored.map(({ id_key: id, content }) => [id, content]));
  return rows.flatMap(({ idKey, inputsKey, expectedKey, split }, index) => {
    const content = idKey === null ? undefined : contents.get(idKey);
    const same = [inputsKey, expectedKey, ...(split === null ? [] : [split])].join(' ');
    return content === undefined || content === same ? [] : [index];
  });
}
