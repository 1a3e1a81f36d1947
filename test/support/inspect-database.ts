import pg from 'pg';

/** A statement as the superuser runs it: row-level security shows the tables' owner no row of any tenant. */
export async function inspectDatabase<Row extends pg.QueryResultRow = pg.QueryResultRow>(
  databaseUrl: string,
  text: string,
  values: unknown[] = [],
): Promise<pg.QueryResult<Row>> {
  const url = new URL(databaseUrl);
  url.username = 'byom_admin';
  url.password = process.env.BYOM_TEST_POSTGRES_PASSWORD ?? '';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await client.query<Row>(text, values);
  } finally {
    await client.end();
  }
}
