import { and, asc, count, desc, gt, lt, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Page, PageRequest } from '../paging/page.js';
import type { Rows } from './open-database.js';
import { cursorKey, pageCursor } from './page-cursor.js';

interface ListedRows<Table extends PgTable> {
  readonly table: Table;
  readonly where: SQL | undefined;
  /** A number or text that is different in each row of the list. */
  readonly key: PgColumn;
  readonly newestFirst?: boolean;
  /** How many rows the whole list has, where that is known; counted where left out. */
  readonly total?: number;
}

/** One page of a table's rows in the order of a key. */
export async function readPage<Table extends PgTable, T>(
  { drizzle }: Rows,
  { table, where, key, newestFirst = false, total }: ListedRows<Table>,
  { first, after }: PageRequest,
  itemOf: (row: Table['$inferSelect']) => T,
): Promise<Page<T>> {
  const start = cursorKey(after, key.dataType === 'string' ? 'string' : 'number');
  const behind = start === undefined ? undefined : newestFirst ? lt(key, start) : gt(key, start);
  const field = Object.entries(table).find(([, column]) => column === key)![0];
  // Of no table in particular: drizzle's types ask more of one that is not known yet.
  const rowsOf: PgTable = table;
  const rows = await drizzle
    .select()
    .from(rowsOf)
    .where(and(where, behind))
    .orderBy(newestFirst ? desc(key) : asc(key))
    .limit(first + 1);
  const [counted] =
    total === undefined ? await drizzle.select({ n: count() }).from(rowsOf).where(where) : [{ n: total }];
  const items = (rows as Record<string, string | number>[]).slice(0, first).map((row) => ({
    cursor: pageCursor(row[field]!),
    item: itemOf(row as Table['$inferSelect']),
  }));
  return { items, hasNextPage: rows.length > first, totalCount: counted?.n ?? 0 };
}
