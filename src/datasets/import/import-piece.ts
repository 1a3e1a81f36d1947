import type { ExampleInput } from '../check-example.js';

export const importFormats = ['jsonl', 'csv'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** Which columns (of CSV) or top-level fields (of JSONL) become what. */
export interface ImportMapping {
  /** All that nothing else takes where left out. */
  readonly input?: readonly string[];
  readonly expected?: string;
  readonly id?: string;
  readonly split?: string;
  readonly feedback?: string;
  /** CSV columns whose cells are JSON; other cells are text. */
  readonly json?: readonly string[];
}

/** A piece of a file: whole rows. */
export interface ImportPiece {
  readonly format: ImportFormat;
  readonly text: string;
  /** Of the file, from 1: where the piece begins. */
  readonly line?: number;
  /** Names of the CSV columns, where the piece does not begin with the header. */
  readonly columns?: readonly string[];
  readonly delimiter?: string;
  readonly mapping?: ImportMapping;
}

/** What is wrong with a row, in words that follow `line 7` and hold no value of it. */
export interface RowFault {
  readonly line: number;
  /** As the mapping names it, where it is an identifier. */
  readonly field?: string;
  readonly problem: string;
}

export interface ImportRow {
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface MappedRow {
  readonly line: number;
  readonly input: ExampleInput;
}
