import type { GraphQLClient } from 'graphql-request';
import { say } from '../terminal.js';
import { UsageError } from '../usage-error.js';
import { datasetQuery, type DatasetResult } from './dataset-documents.js';

/** What there is to know of one dataset, with what to do about what is dubious. */
export async function showDataset(client: GraphQLClient, id: string): Promise<void> {
  const { dataset } = await client.request<DatasetResult>(datasetQuery, { id });
  if (dataset === null) throw new UsageError('There is no dataset of yours with this id.');
  const { name, version, size, splits, duplicates, conflicts, leaks } = dataset;
  const pinned = splits.map((one) => `${one.size} ${one.split.toLowerCase()}`).join(', ');
  say(`${name}, version ${version} (${dataset.id})`);
  say(`  ${size} examples${pinned === '' ? '' : `, pinned: ${pinned}`}`);
  if (duplicates > 0) say(`  ${duplicates} given again, stored once`);
  if (conflicts > 0) say(`  ${conflicts} inputs with more than one answer: no prompt can be right about all of them`);
  if (leaks.count > 0) {
    say(
      `  ${leaks.count} examples whose inputs stand in several splits, which optimizations leave in the most held-out one alone:`,
    );
    say(`    ${leaks.examples.join(' ')}`);
  }
}
