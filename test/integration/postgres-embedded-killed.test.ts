import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { postmasterFile } from '../../src/postgres/embedded/postmaster.js';
import { startEmbeddedPostgres } from '../../src/postgres/embedded/start-embedded-postgres.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'byom-embedded-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('is started again when it is killed, and has lost nothing that was acknowledged', async () => {
  const changes: string[] = [];
  const postgres = await startEmbeddedPostgres(folder, { onChange: (now) => changes.push(now) });
  const pool = new pg.Pool({ connectionString: postgres.url, max: 2 });
  pool.on('error', () => undefined);
  const data = join(
    folder,
    readdirSync(folder).find((name) => /^postgres-\d+$/.test(name))!,
    'data',
  );
  try {
    await pool.query('create table told (n int)');
    const told: number[] = [];
    let n = 0;
    for (let kill = 0; kill < 3; kill += 1) {
      for (let wrote = 0; wrote < 20; wrote += 1) {
        await pool.query('insert into told values ($1)', [++n]);
        told.push(n);
      }
      const { pid } = postmasterFile(data)!;
      process.kill(pid, 'SIGKILL');
      const at = Date.now();
      while (!(await pool.query('select').catch(() => undefined)) || postmasterFile(data)?.pid === pid) await sleep(20);
      expect(Date.now() - at).toBeLessThan(10_000);
      // It serves a little before it is said to be back, and one that is killed between the two is one start.
      while (changes.length < 2 * (kill + 1)) await sleep(5);
    }
    const { rows } = await pool.query<{ n: number }>('select n from told order by n');
    expect(rows.map((row) => row.n)).toEqual(told);
    expect(changes).toEqual(['ended', 'back', 'ended', 'back', 'ended', 'back']);
  } finally {
    await pool.end();
    await postgres.stop();
  }
  expect(postmasterFile(data)).toBeUndefined();
}, 60_000);
