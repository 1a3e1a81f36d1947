import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import {
  splits,
  type Appended,
  type Dataset,
  type DatasetFindings,
  type DatasetStore,
  type Example,
  type NewExample,
  type Split,
} from '../datasets/dataset-store.js';
import { sampleAllotments } from '../datasets/sample-allotments.js';
import type { Page, PageRequest } from '../paging/page.js';
import { ByomError } from '../sdk/index.js';
import { exampleOf } from './datasets/example-of.js';
import { findDubious } from './datasets/find-dubious.js';
import { exampleRow, idClashes, insertExamples, type ExampleRow } from './datasets/insert-examples.js';
import { allExamples, sampleExamples } from './datasets/sample-examples.js';
import type { Database } from './open-database.js';
import { isStale } from './is-stale.js';
import { readPage } from './read-page.js';
import { isId, isStorable, storedText } from './stored-text.js';
import { datasetExamples } from './tables/dataset-examples.js';
import { datasets } from './tables/datasets.js';

const MOST_DATASET_EXAMPLES = 5_000_000;
/** What the examples of one run may weigh in memory. */
const MOST_RUN_BYTES = 32 * 2 ** 20;

type DatasetRow = typeof datasets.$inferSelect;
type Transaction = Pick<NodePgDatabase, 'execute' | 'update'>;

export class PostgresDatasetStore implements DatasetStore {
  constructor(private readonly database: Database) {}

  async create({ id, tenant, name, examples }: Parameters<DatasetStore['create']>[0]): Promise<Dataset> {
    storedText(name, 'name');
    const rows = examples.map(exampleRow);
    return this.database.ofTenant(tenant, async ({ drizzle: transaction }) => {
      await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${tenant} ${name}`}, 7166))`);
      const [latest] = await transaction
        .select({ version: sql<number | null>`max(${datasets.version})` })
        .from(datasets)
        .where(and(eq(datasets.tenant, tenant), eq(datasets.name, name)));
      const version = (latest?.version ?? 0) + 1;
      const [row] = await transaction
        .insert(datasets)
        .values({ id, tenant, name, version, size: 0, splits: [] })
        .returning();
      return rows.length === 0 ? datasetOf(row!) : (await grow(transaction, row!, rows)).dataset;
    });
  }

  async append(tenant: string, id: string, examples: readonly NewExample[]): ReturnType<DatasetStore['append']> {
    if (!isId(id)) return undefined;
    const rows = examples.map(exampleRow);
    return this.database.ofTenant(tenant, async ({ drizzle: transaction }) => {
      const [row] = await transaction
        .select()
        .from(datasets)
        .where(and(eq(datasets.tenant, tenant), eq(datasets.id, id)))
        .for('update');
      if (row === undefined) return undefined;
      const clashes = await idClashes(transaction, id, rows);
      return clashes.length > 0 ? { clashes } : grow(transaction, row, rows);
    });
  }

  async find(tenant: string, id: string): Promise<Dataset | undefined> {
    const row = await this.row(tenant, id);
    return row && datasetOf(row);
  }

  async previous({ tenant, name, version }: Dataset): Promise<Dataset | undefined> {
    const [row] = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .select()
        .from(datasets)
        .where(and(eq(datasets.tenant, tenant), eq(datasets.name, name), lt(datasets.version, version)))
        .orderBy(desc(datasets.version))
        .limit(1),
    );
    return row && datasetOf(row);
  }

  list(tenant: string, page: PageRequest, name?: string): Promise<Page<Dataset>> {
    const named = name === undefined ? undefined : eq(datasets.name, isStorable(name) ? name : '');
    const rows = { table: datasets, where: and(eq(datasets.tenant, tenant), named), key: datasets.position };
    return this.database.ofTenant(tenant, (one) => readPage(one, rows, page, datasetOf));
  }

  examples({ id, tenant, size, splits: pinned }: Dataset, page: PageRequest, split?: Split): Promise<Page<Example>> {
    const where = and(eq(datasetExamples.dataset, id), split && eq(datasetExamples.split, split));
    const total = split === undefined ? size : (pinned.find((one) => one.split === split)?.size ?? 0);
    const rows = { table: datasetExamples, where, key: datasetExamples.position, total };
    return this.database.ofTenant(tenant, (one) => readPage(one, rows, page, exampleOf));
  }

  async findings({ tenant, id, size }: Dataset): Promise<DatasetFindings> {
    const known = (await this.row(tenant, id))?.findings;
    if (known?.size === size) return { conflicts: known.conflicts, leaks: known.leaks };
    return this.database.ofTenant(tenant, async (rows) => {
      const found = await findDubious(rows, id);
      await rows.drizzle
        .update(datasets)
        .set({ findings: { ...found, size } })
        .where(and(eq(datasets.id, id), eq(datasets.size, size)));
      return found;
    });
  }

  async forRun(
    tenant: string,
    id: string,
    { most, seed }: { readonly most: number; readonly seed: number },
  ): Promise<readonly Example[]> {
    const row = await this.row(tenant, id);
    if (row === undefined) return [];
    const allowed = Math.min(most, Math.max(1, Math.floor((MOST_RUN_BYTES * row.size) / Math.max(1, row.bytes))));
    if (row.size <= allowed) {
      return (await this.database.ofTenant(tenant, (rows) => allExamples(rows, id))).map(exampleOf);
    }
    const pinned = (split: Split) => row.splits.find((one) => one.split === split)?.size ?? 0;
    const held = { train: pinned('train'), validation: pinned('validation'), test: pinned('test') };
    const sizes = { ...held, free: row.size - held.train - held.validation - held.test };
    const takes = sampleAllotments(sizes, allowed);
    const drawn = await this.database.ofTenant(tenant, async (rows) => {
      const parts = [];
      for (const part of [...splits, 'free'] as const) {
        parts.push(...(await sampleExamples(rows, id, part, { size: sizes[part], take: takes[part], seed })));
      }
      return parts;
    });
    return drawn.toSorted((a, b) => a.position - b.position).map(exampleOf);
  }

  async remove(tenant: string, id: string): Promise<boolean> {
    if (!isId(id)) return false;
    const { rowCount } = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle.delete(datasets).where(and(eq(datasets.tenant, tenant), eq(datasets.id, id))),
    );
    return rowCount === 1;
  }

  async removeUnused(tenant: string, id: string, days: number): Promise<boolean> {
    const { rowCount } = await this.database.ofTenant(tenant, ({ drizzle }) =>
      drizzle
        .delete(datasets)
        .where(and(isOne(tenant, id), sql`${datasets.usedAt} < now() - make_interval(days => ${days}::int)`)),
    );
    return rowCount === 1;
  }

  private async row(tenant: string, id: string): Promise<DatasetRow | undefined> {
    if (!isId(id)) return undefined;
    return this.database.ofTenant(tenant, async ({ drizzle }) => {
      const [row] = await drizzle.select().from(datasets).where(isOne(tenant, id));
      if (row === undefined || !isStale(row.usedAt)) return row;
      const [used] = await drizzle
        .update(datasets)
        .set({ usedAt: sql`now()` })
        .where(isOne(tenant, id))
        .returning();
      return used;
    });
  }
}

const isOne = (tenant: string, id: string) => and(eq(datasets.tenant, tenant), eq(datasets.id, id));

/** Adds to a dataset whose row the transaction holds. */
async function grow(transaction: Transaction, row: DatasetRow, rows: readonly ExampleRow[]): Promise<Appended> {
  const from = row.size + row.duplicates;
  const inserted = await insertExamples(transaction, { tenant: row.tenant, dataset: row.id, from }, rows);
  const added = inserted.reduce((sum, { examples }) => sum + examples, 0);
  const size = row.size + added;
  if (size > MOST_DATASET_EXAMPLES) {
    throw new ByomError('BAD_USER_INPUT', `A dataset has at most ${MOST_DATASET_EXAMPLES} examples.`);
  }
  const sizes = splits.map((split) => ({
    split,
    size: [...row.splits.map(({ split, size }) => ({ split, examples: size })), ...inserted]
      .filter((one) => one.split === split)
      .reduce((sum, { examples }) => sum + examples, 0),
  }));
  const [grown] = await transaction
    .update(datasets)
    .set({
      size,
      splits: sizes.filter((one) => one.size > 0),
      usedAt: sql`now()`,
      duplicates: row.duplicates + rows.length - added,
      bytes: row.bytes + inserted.reduce((sum, { bytes }) => sum + bytes, 0),
    })
    .where(eq(datasets.id, row.id))
    .returning();
  return { dataset: datasetOf(grown!), added, duplicates: rows.length - added };
}

function datasetOf(row: DatasetRow): Dataset {
  const { id, tenant, name, version, size, splits, duplicates, usedAt, createdAt } = row;
  return { id, tenant, name, version, size, splits, duplicates, usedAt, createdAt };
}
