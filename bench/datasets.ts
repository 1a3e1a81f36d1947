import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { GraphQLClient } from 'graphql-request';
import { startByom } from './children.js';
import { cpuOfProcesses } from './cpu-of-processes.js';
import { memoryOfChildren, peakMemoryOfProcess } from './memory-of-process.js';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    format: { type: 'string', default: 'jsonl' },
    /** Every row, in place of one in a thousand. */
    pinned: { type: 'boolean', default: false },
  },
});
const rows = Number(options.rows);
const format = options.format === 'csv' ? 'csv' : 'jsonl';
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const labels = Array.from({ length: 40 }, (_, n) => `label-${n}`);
const words = 'please help my order number is late and the parcel I sent back has not been refunded yet'.split(' ');

function row(n: number): string {
  const text = `${words.map((word, at) => ((n >> (at % 20)) % 2 === 0 ? word : word.toUpperCase())).join(' ')} (${n})`;
  const label = labels[(n * 7919) % labels.length]!;
  const split =
    n % 1000 === 0 ? 'test' : options.pinned ? (['train', 'train', 'validation', 'test'] as const)[n % 4]! : '';
  return format === 'csv'
    ? `"${text}, ""quoted""",${label},${split}\n`
    : `${JSON.stringify({ text, label, ...(split === '' ? {} : { split }) })}\n`;
}

async function writeRows(file: string): Promise<void> {
  const out = createWriteStream(file);
  if (format === 'csv') out.write('text,label,split\n');
  for (let n = 0; n < rows; n += 1000) {
    const piece = Array.from({ length: Math.min(1000, rows - n) }, (_, at) => row(n + at)).join('');
    if (!out.write(piece)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}

const folder = mkdtempSync(path.join(tmpdir(), 'byom-rows-'));
const byom = await startByom([]);
const [server, postmaster] = byom.pids;
const memory = (when: string): void =>
  print(
    `${when}: server ${peakMemoryOfProcess(server!).toFixed(0)} MiB at its peak so far; its Postgres ${memoryOfChildren(postmaster!).toFixed(0)} MiB, shared buffers counted for each process`,
  );
const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const from = performance.now();
  const result = await work();
  memory(`${what} in ${((performance.now() - from) / 1000).toFixed(2)} s`);
  return result;
};
try {
  const [file, tokenFile] = [path.join(folder, `rows.${format}`), path.join(folder, 'token')];
  await writeRows(file);
  writeFileSync(tokenFile, byom.token);
  memory('started');
  const [from, cpuFrom] = [performance.now(), byom.pids.map((pid) => cpuOfProcesses([pid]))];
  const cli = path.resolve(import.meta.dirname, '../src/cli/byom.js');
  const words = ['dataset', 'import', file, '--name', 'rows', '--input', 'text', '--expected', 'label'];
  const where = ['--split', 'split', '--url', byom.url, '--token-file', tokenFile];
  const child = spawn(process.execPath, [cli, ...words, ...where], { stdio: 'inherit' });
  let clientPeak = 0;
  const sampling = setInterval(() => (clientPeak = peakMemoryOfProcess(child.pid!)), 200);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(sampling);
  if (code !== 0) throw new Error('The import failed.');
  const seconds = (performance.now() - from) / 1000;
  print(`imported ${rows} rows of ${format} in ${seconds.toFixed(1)} s: ${Math.round(rows / seconds)} rows/s`);
  const [serverCpu, postgresCpu] = byom.pids.map((pid, at) => ((cpuOfProcesses([pid]) - cpuFrom[at]!) * 1000) / rows);
  print(
    `CPU for each row: ${serverCpu!.toFixed(0)} microseconds in the server, ${(postgresCpu ?? Number.NaN).toFixed(0)} in its Postgres`,
  );
  print(`the command line: ${clientPeak.toFixed(0)} MiB at its peak`);
  memory('imported');

  const client = new GraphQLClient(byom.url, { headers: { authorization: `Bearer ${byom.token}` } });
  const { datasets } = await client.request<{ datasets: { nodes: [{ id: string }] } }>(
    '{ datasets(name: "rows") { nodes { id } } }',
  );
  const [{ id }] = datasets.nodes;
  await timed('findings, counted as the import ended, read again', () =>
    client.request('query ($id: ID!) { dataset(id: $id) { conflicts leaks { count } } }', { id }),
  );
  await timed('a page of one split read', () =>
    client.request('query ($id: ID!) { dataset(id: $id) { examples(split: TEST) { totalCount } } }', { id }),
  );
  const started = await timed('an optimization started', () =>
    client.request<{ optimizePrompt: { id: string } }>(
      'mutation ($input: OptimizePromptInput!) { optimizePrompt(input: $input) { id } }',
      {
        input: {
          prompt: { system: 'Sort the message.', user: '{{text}}' },
          model: 'sandbox/simulated-large',
          dataset: { id },
          metric: { kind: 'EXACT_MATCH' },
          budget: { maxCalls: 300 },
          seed: 1,
        },
      },
    ),
  );
  await timed('the optimization ended', async () => {
    for (let status = 'QUEUED'; ['QUEUED', 'RUNNING'].includes(status);) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      const { optimization } = await client.request<{ optimization: { status: string } }>(
        'query ($id: ID!) { optimization(id: $id) { status } }',
        { id: started.optimizePrompt.id },
      );
      status = optimization.status;
    }
  });
  await timed('the dataset deleted', () => client.request('mutation ($id: ID!) { deleteDataset(id: $id) }', { id }));
} finally {
  await byom.stop();
  rmSync(folder, { recursive: true, force: true });
}
