import { parseArgs } from 'node:util';
import { everyPlugin } from '../../test/support/every-plugin.js';
import { fuzzReplies } from './fuzz-replies.js';

const mebibyte = 2 ** 20;
/** What may be kept when all is done; caches of the runtime are in it. */
const mostKeptMebibytes = 64;

const { values } = parseArgs({
  options: { runs: { type: 'string' }, seed: { type: 'string' }, plugin: { type: 'string' } },
});
const runs = Number(values.runs ?? 100_000);
const seed = Number(values.seed ?? 1);
const all = await everyPlugin();
const plugins = values.plugin === undefined ? all : all.filter(({ definition }) => definition.id === values.plugin);
const say = (line: string) => process.stdout.write(`${line}\n`);

const rejections: unknown[] = [];
process.on('unhandledRejection', (reason) => rejections.push(reason));

const used = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / mebibyte;
};
let warm: number | undefined;
let largest = 0;
const began = performance.now();
const { outcomes, findings, slowest } = await fuzzReplies(plugins, {
  runs,
  seed,
  onRun: (run) => {
    if (run % 10_000 !== 0 && run !== Math.min(2_000, runs)) return;
    const now = used();
    warm ??= now;
    largest = Math.max(largest, now);
  },
});
const kept = largest - (warm ?? largest);

say(
  `${runs} replies, seed ${seed}, over ${plugins.length} adapters, in ${((performance.now() - began) / 1e3).toFixed(0)} s`,
);
for (const [outcome, count] of [...outcomes].toSorted(([, a], [, b]) => b - a)) say(`  ${outcome.padEnd(26)} ${count}`);
say(`at most ${slowest.cpuMs.toFixed(0)} ms of the processor for one (${slowest.provider}, run ${slowest.run})`);
say(`kept at most ${kept.toFixed(1)} MiB more than after the first 2000`);
for (const finding of findings) say(`\n${finding}`);
for (const reason of rejections.slice(0, 5)) say(`\nNobody heard of a failure: ${String(reason)}`);
if (kept > mostKeptMebibytes) say(`\nIt keeps more than ${mostKeptMebibytes} MiB.`);
process.exitCode = findings.length > 0 || rejections.length > 0 || kept > mostKeptMebibytes ? 1 : 0;
