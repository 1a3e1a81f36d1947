import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { openDatabase } from '../../src/postgres/open-database.js';
import { inspectDatabase } from '../support/inspect-database.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const query = async (url: string, text: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
};

test('four servers that start at once migrate an empty database once', async () => {
  const empty = await createTestDatabase();
  try {
    await query(empty.url, 'drop schema public cascade; create schema public');
    const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase(empty.url)));
    await Promise.all(opened.map((one) => one.close()));
    const [{ n }] = (await query(empty.url, 'select count(*)::int n from byom_migrations')) as [{ n: number }];
    expect(n).toBeGreaterThan(1);
  } finally {
    await empty.drop();
  }
});

test('every table that holds something of a tenant says of which', async () => {
  const rows = await query(
    database.url,
    `select table_name as name from information_schema.tables t where table_schema = 'public'
     and not exists (select from information_schema.columns c
       where c.table_schema = 'public' and c.table_name = t.table_name and c.column_name = 'tenant') order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual([
    'byom_migrations',
    'key_check',
    // Digests of ids of tenants that are gone.
    'removed_tenants',
    'retention_sweep',
    'tenants',
  ]);
});

test('an interrupted migration leaves nothing and is done at the next start', async () => {
  const broken = await createTestDatabase();
  try {
    await query(broken.url, 'drop schema public cascade; create schema public; create table prompts (id int)');
    await expect(openDatabase(broken.url)).rejects.toThrow(/already exists/);
    const left = await query(broken.url, "select from information_schema.tables where table_name = 'ledger_jobs'");
    expect(left).toHaveLength(0);
    await query(broken.url, 'drop table prompts');
    await (await openDatabase(broken.url)).close();
  } finally {
    await broken.drop();
  }
});

test.each(['synchronous_commit = off', 'fsync'])(
  'a database that would forget what it acknowledged is refused at the start: %s',
  async (setting) => {
    if (setting === 'fsync') {
      // A setting of the whole server, which others work on: told by whoever answers in its place.
      const answers = jest.spyOn(pg.Client.prototype, 'query');
      const rows = [{ version: '180000', fsync: 'off', commits: 'on' }];
      answers.mockReturnValueOnce(Promise.resolve({ rows }));
      try {
        await expect(openDatabase(database.url)).rejects.toThrow(/would forget paid answers in a crash/);
      } finally {
        answers.mockRestore();
      }
      return;
    }
    const name = new URL(database.url).pathname.slice(1);
    await inspectDatabase(database.url, `alter database ${name} set ${setting}`);
    try {
      await expect(openDatabase(database.url)).rejects.toThrow(/would forget paid answers in a crash/);
    } finally {
      await inspectDatabase(database.url, `alter database ${name} reset synchronous_commit`);
    }
    await (await openDatabase(database.url)).close();
  },
);
