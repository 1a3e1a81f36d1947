import type { GraphQLClient } from 'graphql-request';
import { stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { apiFailure, isPassing } from '../api-failure.js';
import { UsageError } from '../usage-error.js';
import {
  createDatasetMutation,
  type CreateDatasetResult,
  deleteDatasetMutation,
  importExamplesMutation,
  type ImportExamplesResult,
} from './dataset-documents.js';
import { filePieces } from './file-pieces.js';
import type { ImportOptions } from './import-options.js';

export interface ImportProgress {
  readonly rows: number;
  readonly added: number;
  readonly duplicates: number;
  readonly skipped: number;
  /** Of the file that was read, 0 to 1. */
  readonly share: number;
}

export interface ImportReport extends ImportProgress {
  readonly dataset: string;
  readonly faults: readonly { readonly line: number; readonly problem: string }[];
}

const SHOWN_FAULTS = 20;
const PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000];

/** Sends a file piece by piece; a piece whose answer is lost is sent again, which stores nothing twice. */
export async function importFile(
  client: GraphQLClient,
  options: ImportOptions,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportReport> {
  const { file, format, delimiter, mapping, fromLine, target } = options;
  const size = await sizeOf(file);
  const dataset = await targetOf(client, options);
  let report: ImportReport = { dataset, rows: 0, added: 0, duplicates: 0, skipped: 0, share: 0, faults: [] };
  let columns: readonly string[] | undefined;
  let line = fromLine;
  const csv = format === 'CSV' ? { delimiter } : undefined;
  try {
    for await (const { bytesRead, ...piece } of filePieces(file, { csv, fromLine })) {
      const onBadRow = options.skipBadRows ? 'SKIP' : 'FAIL';
      const input = { dataset, format, delimiter, mapping, onBadRow, columns, ...piece };
      const { importExamples: done } = await send(client, input);
      columns ??= done.columns ?? undefined;
      line = Math.max(line, done.nextLine);
      report = {
        dataset,
        rows: report.rows + done.read,
        added: report.added + done.added,
        duplicates: report.duplicates + done.duplicates,
        skipped: report.skipped + done.skipped,
        share: size === 0 ? 1 : bytesRead / size,
        faults: [...report.faults, ...done.faults].slice(0, SHOWN_FAULTS),
      };
      onProgress(report);
    }
  } catch (error) {
    const told = apiFailure(error);
    const begun = report.rows > 0;
    // Without a row of it a version would only be in the way.
    if (!begun && 'name' in target) await client.request(deleteDatasetMutation, { id: dataset }).catch(() => undefined);
    if (!(told instanceof Error) || (!begun && 'name' in target)) throw told;
    const place = begun ? `All before line ${line} is there. ` : '';
    const options = `--dataset ${dataset} --from-line ${line}`;
    throw new UsageError(`${told.message}\n${place}Go on with the same options, but for the name: ${options}`);
  }
  return report;
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || found.isDirectory()) throw new UsageError(`There is no file ${file} to be read.`);
  return found.size;
}

async function targetOf(client: GraphQLClient, { target }: ImportOptions): Promise<string> {
  if ('dataset' in target) return target.dataset;
  try {
    return (await client.request<CreateDatasetResult>(createDatasetMutation, target)).createDataset.id;
  } catch (error) {
    throw apiFailure(error);
  }
}

async function send(client: GraphQLClient, input: object): Promise<ImportExamplesResult> {
  for (let time = 0; ; time += 1) {
    try {
      return await client.request<ImportExamplesResult>(importExamplesMutation, { input });
    } catch (error) {
      const wait = PAUSES_MS[time];
      if (wait === undefined || !isPassing(error)) throw error;
      await pause(wait);
    }
  }
}
