import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { postgresBinaries } from '../../src/postgres/embedded/postgres-binaries.js';
import { postmasterFile } from '../../src/postgres/embedded/postmaster.js';
import { serverIdentity } from '../../src/postgres/embedded/server-identity.js';
import { startEmbeddedPostgres } from '../../src/postgres/embedded/start-embedded-postgres.js';

const bundle = join(process.env.BYOM_TEST_BUNDLES!, 'start-embedded-postgres.mjs');
const isRoot = process.getuid?.() === 0;
const nobody = isRoot ? serverIdentity() : {};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'byom-embedded-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const query = async (url: string, text: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

const writer = `
  const [, bundle, folder] = process.argv;
  const { startEmbeddedPostgres } = await import(bundle);
  const { default: pg } = await import('pg');
  const { url } = await startEmbeddedPostgres(folder);
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  await client.query('create table if not exists kept (n bigserial)');
  process.stdout.write('ready\\n');
  for (;;) {
    const { rows } = await client.query('insert into kept default values returning n');
    process.stdout.write(rows[0].n + '\\n');
  }`;

/** A process that starts the server on the folder and writes rows until it is killed; gives the rows it was told of. */
async function writeUntilKilled(data: string, as: { uid?: number; gid?: number }, killPostmaster: boolean) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', writer, bundle, data], {
    ...as,
    cwd: join(bundle, '..'),
    env: { PATH: process.env.PATH, HOME: '/nonexistent', TMPDIR: tmpdir() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exit = once(child, 'exit');
  while (output.split('\n').length < 20) {
    if (child.exitCode !== null)
      throw new Error(`The writer ended:\n${errors}\n${readFileSync(join(data, 'postgres.log'), 'utf8').slice(-2500)}`);
    await sleep(5);
  }
  const server = readdirSync(data).find((name) => /^postgres-\d+$/.test(name))!;
  const { pid } = postmasterFile(join(data, server, 'data'))!;
  if (killPostmaster) process.kill(pid, 'SIGKILL');
  child.kill('SIGKILL');
  await exit;
  return { pid, told: output.split('\n').slice(1, -1).map(Number) };
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function killRounds(data: string, as: { uid?: number; gid?: number }) {
  const told: number[] = [];
  for (const killPostmaster of [false, true, false]) {
    const written = await writeUntilKilled(data, as, killPostmaster);
    told.push(...written.told);
  }
  const child = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const [, bundle, folder] = process.argv;
       const { startEmbeddedPostgres } = await import(bundle);
       const { default: pg } = await import('pg');
       const postgres = await startEmbeddedPostgres(folder);
       const client = new pg.Client({ connectionString: postgres.url });
       await client.connect();
       const { rows } = await client.query('select n::int from kept');
       await client.end();
       await postgres.stop();
       process.stdout.write(JSON.stringify(rows.map(({ n }) => n)));`,
      bundle,
      data,
    ],
    { ...as, cwd: join(bundle, '..'), env: { PATH: process.env.PATH }, encoding: 'utf8' },
  );
  expect(child.stderr).toBe('');
  const kept = new Set(JSON.parse(child.stdout) as number[]);
  expect(told.length).toBeGreaterThan(50);
  expect(told.filter((n) => !kept.has(n))).toEqual([]);
}

describe('kill -9 of its process', () => {
  test(`loses nothing that was acknowledged (${isRoot ? 'as root' : 'as an ordinary user'})`, async () => {
    await killRounds(folder, {});
  }, 60_000);

  const reachable =
    isRoot &&
    spawnSync(process.execPath, ['-e', `require('fs').readFileSync(${JSON.stringify(bundle)})`], {
      ...nobody,
      cwd: '/',
      env: {},
    }).status === 0;
  (reachable ? test : test.skip)(
    'loses nothing that was acknowledged as an ordinary user (skipped where this one is, or where an ordinary user cannot read the project)',
    async () => {
      chownSync(folder, nobody.uid!, nobody.gid!);
      await killRounds(folder, nobody);
    },
    60_000,
  );

  test('leaves no server behind', async () => {
    const { pid } = await writeUntilKilled(folder, {}, false);
    for (let waited = 0; isAlive(pid); waited += 20) {
      expect(waited).toBeLessThan(10_000);
      await sleep(20);
    }
  });
});

test('starts again in well under a second, and stops what it started', async () => {
  await (await startEmbeddedPostgres(folder)).stop();
  const at = performance.now();
  const postgres = await startEmbeddedPostgres(folder);
  expect(performance.now() - at).toBeLessThan(3_000);
  const [row] = await query(postgres.url, 'select current_database() as name');
  expect(row).toEqual({ name: 'byom' });
  await postgres.stop();
  await expect(query(postgres.url, 'select 1')).rejects.toThrow(/ENOENT|ECONNREFUSED/);
});

test('a second server on the same data is refused with advice, and the first is not disturbed', async () => {
  const postgres = await startEmbeddedPostgres(folder);
  try {
    await expect(startEmbeddedPostgres(folder)).rejects.toThrow(/in use by another BYOM server/);
    expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  } finally {
    await postgres.stop();
  }
});

test('of four that start at once on an empty folder no two get it, and the next start does', async () => {
  const started = await Promise.allSettled([1, 2, 3, 4].map(() => startEmbeddedPostgres(folder)));
  const owners = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  // Now and then a loser ends the server that the winner has just claimed, and none of them has it.
  expect(owners.length).toBeLessThanOrEqual(1);
  const owner = owners[0] ?? (await startEmbeddedPostgres(folder));
  try {
    expect(await query(owner.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  } finally {
    await owner.stop();
  }
}, 60_000);

test('asks for a password, keeps it to itself, and listens on nothing but its socket', async () => {
  const postgres = await startEmbeddedPostgres(folder);
  try {
    const wrong = new URL(postgres.url);
    wrong.password = 'password';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/authentication failed/);
    const [settings] = await query(
      postgres.url,
      `select current_setting('listen_addresses') as tcp, current_setting('fsync') as fsync,
         current_setting('synchronous_commit') as commits, current_setting('password_encryption') as passwords`,
    );
    expect(settings).toEqual({ tcp: '', fsync: 'on', commits: 'on', passwords: 'scram-sha-256' });
    const server = join(
      folder,
      readdirSync(folder).find((name) => /^postgres-\d+$/.test(name))!,
    );
    expect(statSync(join(server, 'password')).mode & 0o777).toBe(0o600);
    const socket = new URL(postgres.url).searchParams.get('host')!;
    expect(statSync(socket).mode & 0o777).toBe(0o700);
  } finally {
    await postgres.stop();
  }
});

const linux = process.platform === 'linux' ? test : test.skip;

linux('gives what it starts nothing of our environment (skipped where there is no /proc)', async () => {
  const ours = new Set(readdirSync('/proc').filter((name) => /^\d+$/.test(name)));
  process.env.BYOM_CANARY = 'canary';
  const postgres = await startEmbeddedPostgres(folder);
  delete process.env.BYOM_CANARY;
  try {
    const environments = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && !ours.has(name))
      .map((pid) => {
        try {
          const parent = /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1];
          return parent === String(process.pid) ? readFileSync(`/proc/${pid}/environ`, 'utf8') : '';
        } catch {
          return '';
        }
      })
      .filter((environment) => environment.includes('LC_ALL=C'));
    // Postgres overwrites its own with its title; the guardian beside it shows what both were given.
    expect(environments.length).toBeGreaterThan(0);
    for (const environment of environments) expect(environment).not.toMatch(/canary|HOME=|NODE_/);
  } finally {
    await postgres.stop();
  }
});

test('works as a user who can neither run programs nor read files', async () => {
  const postgres = await startEmbeddedPostgres(folder);
  try {
    await expect(query(postgres.url, `copy (select 1) to program 'true'`)).rejects.toThrow(/permission denied/);
    await expect(query(postgres.url, `select pg_read_file('postgresql.conf')`)).rejects.toThrow(/permission denied/);
  } finally {
    await postgres.stop();
  }
});

linux(
  'starts though the number of a dead server is now that of another program (skipped where there is no /proc)',
  async () => {
    await (await startEmbeddedPostgres(folder)).stop();
    const other = spawn('/bin/sleep', ['60'], nobody);
    try {
      const data = join(folder, `postgres-${postgresBinaries().major}`, 'data');
      writeFileSync(join(data, 'postmaster.pid'), `${other.pid}\n${data}\n1\n5432\n${folder}\n\n  1 1\nready\n`);
      if (isRoot) chownSync(join(data, 'postmaster.pid'), nobody.uid!, nobody.gid!);
      const socket = join(folder, 'socket');
      mkdirSync(socket, { recursive: true, mode: 0o700 });
      writeFileSync(join(socket, '.s.PGSQL.5432.lock'), `${other.pid}\n${data}\n1\n5432\n${socket}\n`);
      const postgres = await startEmbeddedPostgres(folder, { timeoutMs: 5_000 });
      expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      await postgres.stop();
    } finally {
      other.kill('SIGKILL');
    }
  },
);

test('a data folder far down, where no socket fits, works', async () => {
  const deep = join(folder, 'a-folder-with-a-long-name'.repeat(4), 'another-one'.repeat(5));
  const postgres = await startEmbeddedPostgres(deep);
  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await postgres.stop();
});

test('a data folder in a folder that nobody else may enter works', async () => {
  chmodSync(folder, 0o700);
  const postgres = await startEmbeddedPostgres(join(folder, 'data'));
  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await postgres.stop();
});

test('what a killed initdb left is cleared away', async () => {
  const { major } = postgresBinaries();
  const left = join(folder, `postgres-${major}.999999999-0a0b0c0d.draft`);
  mkdirSync(join(left, 'data'), { recursive: true });
  const postgres = await startEmbeddedPostgres(folder);
  await postgres.stop();
  expect(existsSync(left)).toBe(false);
});

test('data of another major version is not passed over for an empty database', async () => {
  mkdirSync(join(folder, 'postgres-9'));
  await expect(startEmbeddedPostgres(folder)).rejects.toThrow(/another major version/);
});

test('works on binaries whose links are missing, and writes nothing beside them', async () => {
  const binaries = postgresBinaries();
  const lib = readdirSync(join(binaries.root, 'lib')).toSorted();
  const postgres = await startEmbeddedPostgres(folder, { binaries });
  await postgres.stop();
  expect(readdirSync(join(binaries.root, 'lib')).toSorted()).toEqual(lib);
});

test('says what to do where there are no binaries that run', () => {
  expect(() => postgresBinaries('plan9-mips')).toThrow(/Set DATABASE_URL/);
  expect(() => postgresBinaries('linux-x64', () => false)).toThrow(/glibc.*Set DATABASE_URL/);
});
