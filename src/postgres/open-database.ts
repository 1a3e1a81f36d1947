import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { databaseFault, type DatabaseFault } from './database-fault.js';
import { inTransaction } from './in-transaction.js';
import { migrateDatabase } from './migrate-database.js';
import { Notifications } from './notifications.js';
import { checkEntered, enterTenant, type Entry } from './walls/enter-tenant.js';
import { settingsThatLogWords } from './settings-that-log-words.js';
import { raiseWalls } from './walls/raise-walls.js';
import { refuseBypass } from './walls/refuse-bypass.js';
import { makeRoles, roles, type Role } from './walls/roles.js';

/** Statements of one transaction, on its one connection: one at a time. */
export interface Rows {
  readonly drizzle: NodePgDatabase;
  readonly client: pg.ClientBase;
}

export interface Database {
  /** A transaction that sees and writes the rows of one tenant alone; fails with TenantGone once it was removed. */
  ofTenant<T>(tenant: string, work: (rows: Rows) => Promise<T>, entry?: Entry): Promise<T>;
  /** A transaction of nobody's own rows; see what the operator's role may do. */
  ofOperator<T>(work: (rows: Rows) => Promise<T>): Promise<T>;
  /** For the ledger's statements, which serve many tenants in one commit. */
  readonly ledger: Pick<pg.Pool, 'query'> & {
    /** One after another in one commit, begun by `opening`. */
    inTransaction<T>(opening: string, work: (client: pg.ClientBase) => Promise<T>): Promise<T>;
  };
  readonly notifications: Notifications;
  /** What keeps it from being of use, if anything does. */
  fault(): Promise<DatabaseFault | undefined>;
  /** Settings of the server by which it logs what statements carry. */
  settingsThatLogWords(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const oldestMajor = 14;
const poolSize = 12;
/** As many as the ledger has kinds of statements: of each, one is under way. */
const ledgerPoolSize = 5;
/**
 * The ledger's plans are made once, when its tables may be empty, and kept while they grow: one that reads a whole table
 * then would cost more with every call, until the statistics are next gathered.
 */
const byIndexAlone = '-c enable_seqscan=off';
/** A process that froze in the middle of a transaction must not keep its locks from whoever takes its work over. */
const mostIdleInTransactionMs = 5_000;
/** Of a sign of life. */
const answerMs = 2_000;
/** So long nothing is asked to be written, after which somebody may try. */
const fullForMs = 10_000;

/** Connects, checks the server, brings its tables up to date, and walls the tenants in. */
export async function openDatabase(url: string): Promise<Database> {
  await prepare(url);
  const pool = poolAs('tenant', url, poolSize);
  const ledger = poolAs('ledger', url, ledgerPoolSize, byIndexAlone);
  const notifications = new Notifications(url);
  let fullUntil = 0;
  const noted = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      // Reading goes on: only whoever writes is told.
      if (databaseFault(error) === 'full') fullUntil = performance.now() + fullForMs;
      throw error;
    });
  const onOneConnection = <T>(opening: string, work: (rows: Rows) => Promise<T>) =>
    noted(inTransaction(pool, opening, (client) => work({ drizzle: drizzle(client), client }), checkEntered));
  return {
    ofTenant: (tenant, work, entry = 'living') => onOneConnection(enterTenant(tenant, entry), work),
    ofOperator: (work) => onOneConnection(`begin; set local role ${roles.operator}`, work),
    ledger: {
      query: (...query: unknown[]) => noted(ledger.query(...(query as [string]))),
      inTransaction: (opening, work) => noted(inTransaction(ledger, opening, work)),
    } as Database['ledger'],
    notifications,
    async fault() {
      if (performance.now() < fullUntil) return 'full';
      const late = sleep(answerMs, 'unreachable' as const, { ref: false });
      return Promise.race([late, pool.query('select 1').then(() => undefined)]).catch(() => 'unreachable' as const);
    },
    settingsThatLogWords: () => settingsThatLogWords(pool),
    async close() {
      await notifications.close();
      await Promise.all([pool.end(), ledger.end()]);
    },
  };
}

/** As the tables' owner, under whom nothing is served. */
async function prepare(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'byom' });
  // What breaks between two statements fails the next.
  client.on('error', () => {});
  await client.connect();
  try {
    await checkServer(client);
    await migrateDatabase(client, async () => {
      const { rows } = await client.query<{ user: string }>('select session_user as user');
      await makeRoles(client, rows[0]!.user);
      await raiseWalls(client);
    });
    await refuseBypass(client);
  } finally {
    await client.end();
  }
}

function poolAs(role: Role, url: string, max: number, settings = ''): pg.Pool {
  const pool = new pg.Pool({
    connectionString: withOptions(url, `-c role=${roles[role]} ${settings}`),
    max,
    application_name: 'byom',
    idle_in_transaction_session_timeout: mostIdleInTransactionMs,
  });
  // A connection that breaks while idle is replaced at the next use; one that breaks between two statements fails the next.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Behind those that the URL has itself, which would else be taken in the place of ours. */
function withOptions(url: string, ours: string): string {
  const [server, ...query] = url.split('?');
  const given = new URLSearchParams(query.join('?'));
  given.set('options', `${given.get('options') ?? ''} ${ours}`.trim());
  return `${server}?${given.toString()}`;
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
