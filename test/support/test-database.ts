import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openDatabase } from '../../src/postgres/open-database.js';
import { inspectDatabase } from './inspect-database.js';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const template = 'byom_template';
const lockKey = 7165;

/** A fresh database with all tables, on the run's one Postgres. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await withServer(async (server) => {
    await server.query('select pg_advisory_lock($1)', [lockKey]);
    try {
      const { rowCount } = await server.query('select from pg_database where datname = $1', [template]);
      if (rowCount === 0) await makeTemplate(server);
    } finally {
      await server.query('select pg_advisory_unlock($1)', [lockKey]);
    }
    await server.query(`create database ${name} template ${template}`);
  });
  return {
    url: urlOf(name),
    // As the superuser, who alone may end what is left of a look by the superuser.
    drop: async () => void (await inspectDatabase(urlOf('postgres'), `drop database if exists ${name} with (force)`)),
  };
}

async function makeTemplate(server: pg.Client): Promise<void> {
  const draft = `${template}_draft`;
  await server.query(`drop database if exists ${draft} with (force)`);
  await server.query(`create database ${draft}`);
  await (await openDatabase(urlOf(draft))).close();
  await server.query(`alter database ${draft} rename to ${template}`);
}

function urlOf(database: string): string {
  const url = process.env.BYOM_TEST_POSTGRES;
  if (url === undefined) throw new Error('Jest starts the Postgres of tests in test/support/jest-global-setup.mjs.');
  return url.replace(/\/[^/?]*\?/, `/${database}?`);
}

async function withServer(use: (server: pg.Client) => Promise<unknown>): Promise<void> {
  const server = new pg.Client({ connectionString: urlOf('postgres') });
  await server.connect();
  try {
    await use(server);
  } finally {
    await server.end();
  }
}
