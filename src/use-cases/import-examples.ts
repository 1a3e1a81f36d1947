import type { Dataset, DatasetStore } from '../datasets/dataset-store.js';
import type { ImportPiece, RowFault } from '../datasets/import/import-piece.js';
import { readPiece } from '../datasets/import/read-piece.js';
import { ByomError } from '../sdk/index.js';
import type { Caller } from './caller.js';

export const badRowPolicies = ['fail', 'skip'] as const;
export type BadRowPolicy = (typeof badRowPolicies)[number];

export interface ImportExamplesInput extends ImportPiece {
  readonly dataset: string;
  readonly onBadRow?: BadRowPolicy;
}

export interface ExampleImport {
  readonly dataset: Dataset;
  /** Rows, bad ones included. */
  readonly read: number;
  readonly added: number;
  readonly duplicates: number;
  readonly skipped: number;
  /** The first of those that were skipped. */
  readonly faults: readonly RowFault[];
  readonly columns?: readonly string[];
  readonly nextLine: number;
}

const SHOWN = 20;

/** Reads a piece of a file into a dataset: all its rows, or none, or all but the bad ones. */
export class ImportExamples {
  constructor(private readonly deps: { readonly datasets: DatasetStore }) {}

  async run(caller: Caller, input: ImportExamplesInput): Promise<ExampleImport> {
    const { columns, nextLine, ...piece } = readPiece(input);
    const read = piece.rows.length + piece.faults.length;
    let { rows, faults } = piece;
    for (;;) {
      if (faults.length > 0 && input.onBadRow !== 'skip') throw refusal(faults);
      const examples = rows.map(({ example }) => example);
      const appended = await this.deps.datasets.append(caller.tenant.id, input.dataset, examples);
      if (appended === undefined) throw new ByomError('NOT_FOUND', 'There is no dataset of yours with this id.');
      if (!('clashes' in appended)) {
        const shown = faults.slice(0, SHOWN);
        return { ...appended, read, skipped: faults.length, faults: shown, columns, nextLine };
      }
      const clashing = new Set(appended.clashes);
      const found = appended.clashes.map((at) => ({
        line: rows[at]!.line,
        field: 'id',
        problem: 'has the `id` of another example in the dataset',
      }));
      faults = [...faults, ...found].toSorted((a, b) => a.line - b.line);
      rows = rows.filter((_, at) => !clashing.has(at));
    }
  }
}

function refusal(faults: readonly RowFault[]): ByomError {
  const shown = faults.slice(0, SHOWN);
  const more = faults.length > SHOWN ? `; and ${faults.length - SHOWN} more` : '';
  const told = shown.map(({ line, problem }) => `line ${line} ${problem}`).join('; ');
  return new ByomError('BAD_USER_INPUT', `Nothing of this piece was imported: ${told}${more}.`, {
    details: { faults: shown, faultCount: faults.length },
  });
}
