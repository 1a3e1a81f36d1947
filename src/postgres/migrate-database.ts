import { readMigrationFiles } from 'drizzle-orm/migrator';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';

const lockKey = '7165065411738215';
/**
 * Written by `npx drizzle-kit generate --dialect postgresql --schema './src/postgres/tables/*.ts'
 * --out src/postgres/migrations --name what_changes` after a change of the tables.
 */
const migrationsFolder = fileURLToPath(new URL('migrations', import.meta.url));

/** Brings the tables up to date, one server at a time, each migration whole or not at all, and then does what is left. */
export async function migrateDatabase(client: pg.ClientBase, afterwards: () => Promise<void>): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder });
  await client.query('select pg_advisory_lock($1)', [lockKey]);
  try {
    await client.query(
      'create table if not exists byom_migrations (hash text primary key, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ hash: string }>('select hash from byom_migrations');
    const applied = new Set(rows.map(({ hash }) => hash));
    for (const { hash, sql } of migrations) {
      if (applied.has(hash)) continue;
      await client.query('begin');
      try {
        for (const statement of sql) await client.query(statement);
        await client.query('insert into byom_migrations (hash) values ($1)', [hash]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback').catch(() => {});
        throw error;
      }
    }
    await afterwards();
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lockKey]).catch(() => {});
  }
}
