import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { migrateDatabase } from './migrate-database.js';
import { Notifications } from './notifications.js';

export interface Database {
  readonly pool: pg.Pool;
  readonly drizzle: NodePgDatabase;
  readonly notifications: Notifications;
  close(): Promise<void>;
}

const oldestMajor = 14;
const poolSize = 12;
/** A process that froze in the middle of a transaction must not keep its locks from whoever takes its work over. */
const mostIdleInTransactionMs = 5_000;

/** Connects, checks the server and brings its tables up to date. */
export async function openDatabase(url: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: 'byom',
    idle_in_transaction_session_timeout: mostIdleInTransactionMs,
  });
  // A connection that breaks while idle is replaced at the next use; one that breaks between two statements fails the next.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    const client = await pool.connect();
    try {
      await checkServer(client);
      await migrateDatabase(client);
    } finally {
      client.release();
    }
  } catch (error) {
    await pool.end();
    throw error;
  }
  const notifications = new Notifications(url);
  return {
    pool,
    drizzle: drizzle(pool),
    notifications,
    async close() {
      await notifications.close();
      await pool.end();
    },
  };
}

async function checkServer(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ version: string; fsync: string; commits: string }>(
    "select current_setting('server_version_num') version, current_setting('fsync') fsync, current_setting('synchronous_commit') commits",
  );
  const { version, fsync, commits } = rows[0]!;
  const major = Math.floor(Number(version) / 10_000);
  if (major < oldestMajor) {
    throw new Error(`The database is Postgres ${major}; BYOM needs ${oldestMajor} or newer.`);
  }
  if (fsync !== 'on' || commits === 'off') {
    throw new Error(
      'The database would forget paid answers in a crash: set fsync = on, and synchronous_commit to anything but off.',
    );
  }
}
