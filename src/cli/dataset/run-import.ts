import type { GraphQLClient } from 'graphql-request';
import { say } from '../terminal.js';
import { importFile, type ImportProgress } from './import-file.js';
import type { ImportOptions } from './import-options.js';
import { showDataset } from './show-dataset.js';

const percent = (share: number) => `${Math.floor(share * 100)}%`.padStart(4);

/** Imports a file and says how it goes: on a terminal as one line that changes, elsewhere every ten seconds. */
export async function runImport(client: GraphQLClient, options: ImportOptions): Promise<void> {
  const startedAt = Date.now();
  const { isTTY } = process.stderr;
  let saidAt = startedAt;
  const tell = ({ rows, share }: ImportProgress) => {
    const now = Date.now();
    if (now - saidAt < (isTTY ? 100 : 10_000)) return;
    saidAt = now;
    const rate = Math.round((rows / (now - startedAt)) * 1_000);
    process.stderr.write(
      `${isTTY ? '\r\u001b[K' : ''}${percent(share)}  ${rows} rows, ${rate} a second${isTTY ? '' : '\n'}`,
    );
  };
  let report;
  try {
    report = await importFile(client, options, tell);
  } finally {
    if (isTTY) process.stderr.write('\r\u001b[K');
  }
  const { rows, added, duplicates, skipped, faults } = report;
  const seconds = (Date.now() - startedAt) / 1_000;
  say(`${rows} rows in ${seconds.toFixed(1)} s: ${added} stored, ${duplicates} there already, ${skipped} left out.`);
  for (const { line, problem } of faults) say(`  line ${line} ${problem}`);
  if (skipped > faults.length) say(`  and ${skipped - faults.length} more`);
  await showDataset(client, report.dataset);
}
