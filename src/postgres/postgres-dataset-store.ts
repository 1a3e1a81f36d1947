import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm';
import { splits, type Dataset, type DatasetStore, type Example, type Split } from '../datasets/dataset-store.js';
import type { Page, PageRequest } from '../paging/page.js';
import type { Database } from './open-database.js';
import { readPage } from './read-page.js';
import { isStorable, storedText } from './stored-text.js';
import { datasetExamples } from './tables/dataset-examples.js';
import { datasets } from './tables/datasets.js';

const rowsAStatement = 2_000;

export class PostgresDatasetStore implements DatasetStore {
  constructor(private readonly database: Database) {}

  /** The next version under its name. */
  async create({ id, tenant, name, examples }: Parameters<DatasetStore['create']>[0]): Promise<Dataset> {
    storedText(name, 'name');
    const pinned = splits
      .map((split) => ({ split, size: examples.filter((example) => example.split === split).length }))
      .filter(({ size }) => size > 0);
    return this.database.drizzle.transaction(async (transaction) => {
      await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${tenant} ${name}`}, 7166))`);
      const [latest] = await transaction
        .select({ version: sql<number | null>`max(${datasets.version})` })
        .from(datasets)
        .where(and(eq(datasets.tenant, tenant), eq(datasets.name, name)));
      const version = (latest?.version ?? 0) + 1;
      const [row] = await transaction
        .insert(datasets)
        .values({ id, tenant, name, version, size: examples.length, splits: pinned })
        .returning();
      for (let from = 0; from < examples.length; from += rowsAStatement) {
        const part = examples.slice(from, from + rowsAStatement);
        await transaction.execute(sql`
          insert into ${datasetExamples} (tenant, dataset, position, split, example)
          select ${tenant}, ${id}, ${from}::int + ord - 1, split, example
          from unnest(${sql.param(part.map(({ split }) => split ?? null))}::text[],
            ${sql.param(part.map((example) => JSON.stringify(example)))}::json[])
            with ordinality as part (split, example, ord)`);
      }
      return datasetOf(row!);
    });
  }

  async find(tenant: string, id: string): Promise<Dataset | undefined> {
    if (!isStorable(id)) return undefined;
    const [row] = await this.database.drizzle
      .select()
      .from(datasets)
      .where(and(eq(datasets.tenant, tenant), eq(datasets.id, id)));
    return row && datasetOf(row);
  }

  list(tenant: string, page: PageRequest): Promise<Page<Dataset>> {
    const rows = { table: datasets, where: eq(datasets.tenant, tenant), key: datasets.position };
    return readPage(this.database, rows, page, datasetOf);
  }

  examples(tenant: string, id: string, page: PageRequest, split?: Split): Promise<Page<Example>> {
    const where = and(
      eq(datasetExamples.tenant, tenant),
      eq(datasetExamples.dataset, isStorable(id) ? id : ''),
      split && eq(datasetExamples.split, split),
    );
    const rows = { table: datasetExamples, where, key: datasetExamples.position };
    return readPage(this.database, rows, page, ({ example }) => example);
  }

  async allExamples(tenant: string, id: string): Promise<readonly Example[]> {
    if (!isStorable(id)) return [];
    const rows = await this.database.drizzle
      .select({ example: getTableColumns(datasetExamples).example })
      .from(datasetExamples)
      .where(and(eq(datasetExamples.tenant, tenant), eq(datasetExamples.dataset, id)))
      .orderBy(asc(datasetExamples.position));
    return rows.map(({ example }) => example);
  }

  async remove(tenant: string, id: string): Promise<boolean> {
    if (!isStorable(id)) return false;
    const { rowCount } = await this.database.drizzle
      .delete(datasets)
      .where(and(eq(datasets.tenant, tenant), eq(datasets.id, id)));
    return rowCount === 1;
  }
}

function datasetOf({
  id,
  tenant,
  name,
  version,
  size,
  splits: pinned,
  createdAt,
}: typeof datasets.$inferSelect): Dataset {
  return { id, tenant, name, version, size, splits: pinned, createdAt };
}
