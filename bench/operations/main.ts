import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../../src/postgres/embedded/start-embedded-postgres.js';
import { attackServer } from './attack-server.js';

const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
const runs = Number(values.runs ?? 100_000);
const seed = Number(values.seed ?? 1);
const say = (line: string) => process.stdout.write(`${line}\n`);
const mebibyte = 2 ** 20;
const mostStallMs = 200;
const mostKeptMebibytes = 16;

const folder = await mkdtemp(path.join(tmpdir(), 'byom-operations-database-'));
const postgres = await startEmbeddedPostgres(folder);
try {
  const home = (await readdir(folder)).find((name) => name.startsWith('postgres-'))!;
  process.env['BYOM_TEST_POSTGRES_PASSWORD'] = await readFile(path.join(folder, home, 'password'), 'utf8');
  const began = performance.now();
  let told = 0;
  const report = await attackServer({
    databaseUrl: postgres.url,
    runs,
    seed,
    warmUp: Math.min(10_000, Math.ceil(runs / 5)),
    restMs: 15_000,
    onProgress: (run, findings) => {
      say(`  ${run} of ${runs}, ${((performance.now() - began) / 1e3).toFixed(0)} s`);
      for (const finding of findings.slice(told)) say(`\nseed ${seed}: ${finding}`);
      told = findings.length;
    },
  });
  const { delays, warm, end, findings, outcomes, untried, worst, log } = report;
  say(`${runs} operations, seed ${seed}, in ${((performance.now() - began) / 1e3).toFixed(0)} s`);
  for (const [outcome, count] of [...outcomes].toSorted(([, a], [, b]) => b - a))
    say(`  ${outcome.padEnd(26)} ${count}`);
  say(`places of the schema that were never touched: ${untried.length === 0 ? 'none' : untried.join(', ')}`);
  for (const [what, { p50, p99, max }] of Object.entries(delays))
    say(
      `stall of the event loop, ${what}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, max ${max.toFixed(0)} ms`,
    );
  for (const { name, busyMs } of worst) say(`  ${busyMs.toFixed(0).padStart(5)} ms alone: ${name}`);
  const kept = (end.heapBytes - warm.heapBytes) / mebibyte;
  say(`heap ${(warm.heapBytes / mebibyte).toFixed(1)} MiB after the warm-up, ${kept.toFixed(1)} MiB more at the end`);
  say(`open at the end: ${JSON.stringify(end.resources)}, after the warm-up: ${JSON.stringify(warm.resources)}`);
  for (const finding of findings.slice(told)) say(`\nseed ${seed}: ${finding}`);
  if (log !== '') say(`\nThe server's log:\n${log.slice(0, 5_000)}`);
  const wrong = findings.length > 0 || kept > mostKeptMebibytes || delays.own.p99 > mostStallMs;
  process.exitCode = wrong ? 1 : 0;
} finally {
  await postgres.stop();
  await sleep(100);
  await rm(folder, { recursive: true, force: true });
}
