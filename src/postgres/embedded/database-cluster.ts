import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Runtime } from './runtime-files.js';
import { canEnter, giveTo, type ServerIdentity } from './server-identity.js';

export interface DatabaseCluster {
  /** Postgres' own data directory. */
  readonly data: string;
  /** The same as the server has to be told: relative to its working folder where it cannot walk the whole path. */
  readonly dataArgument: string;
  readonly user: string;
  readonly password: string;
}

/** The superuser, who only starts, claims and stops. */
const user = 'byom_admin';

/** Makes the cluster at the first start: beside, then renamed with its password, so that a kill leaves no half of one. */
export async function databaseCluster(
  folder: string,
  major: number,
  runtime: Runtime,
  identity: ServerIdentity,
): Promise<DatabaseCluster> {
  const home = join(folder, `postgres-${major}`);
  const other = readdirSync(folder).find((name) => /^postgres-\d+$/.test(name) && name !== `postgres-${major}`);
  if (other && !existsSync(home)) {
    throw new Error(
      `${join(folder, other)} was made by another major version of Postgres than the installed ${major}. ` +
        'Start the version of BYOM that made it, or dump it and load it into a new data directory.',
    );
  }
  if (!existsSync(home)) await make(folder, home, runtime, identity);
  let password: string;
  try {
    password = readFileSync(join(home, 'password'), 'utf8');
  } catch (cause) {
    throw new Error(`The database password in ${home} cannot be read: it belongs to another user.`, { cause });
  }
  const data = join(home, 'data');
  return { data, dataArgument: dataArgument(data, identity), user, password };
}

async function make(folder: string, home: string, runtime: Runtime, identity: ServerIdentity): Promise<void> {
  removeLeftDrafts(folder);
  const draft = `${home}.${process.pid}-${randomBytes(4).toString('hex')}.draft`;
  const data = join(draft, 'data');
  mkdirSync(draft, { mode: 0o711 });
  try {
    mkdirSync(data, { mode: 0o700 });
    giveTo(identity, data);
    const password = join(draft, 'password');
    writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
    giveTo(identity, password);
    const settings = ['-U', user, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', '--no-instructions'];
    await promisify(execFile)(
      join(runtime.bin, 'initdb'),
      ['-D', dataArgument(data, identity), `--pwfile=../password`, ...settings],
      { ...identity, cwd: data, env: runtime.env },
    );
    if (process.getuid?.() === 0) chownSync(password, 0, 0);
    chmodSync(password, 0o600);
    renameSync(draft, home);
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true });
    // Another process may have been first: its cluster is as good.
    if (existsSync(home)) return;
    throw new Error(`The embedded Postgres could not make its files in ${folder}.`, { cause });
  }
}

/** Libuv enters the working folder before it gives up root, and `/proc/self/cwd` needs no right on the parents. */
function dataArgument(data: string, identity: ServerIdentity): string {
  if (canEnter(identity, data)) return data;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new Error(
    `Started as root, Postgres runs as \`nobody\`, who cannot enter ${data}. Choose a data directory outside of private folders, or start as an ordinary user.`,
  );
}

function removeLeftDrafts(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /\.(\d+)-[0-9a-f]{8}\.draft$/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
