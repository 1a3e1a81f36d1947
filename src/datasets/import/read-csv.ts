import { CsvError, type Options, parse } from 'csv-parse/sync';
import { ByomError } from '../../sdk/index.js';
import { csvRows, type TextRow } from './csv-rows.js';
import type { ImportPiece, ImportRow, RowFault } from './import-piece.js';

export const csvDelimiters: readonly string[] = [',', ';', '\t', '|'];

const bad = (message: string) => new ByomError('BAD_USER_INPUT', message);

/** What csv-parse finds, without the text that its messages quote. */
function problemOf(error: unknown): string {
  const code = error instanceof CsvError ? error.code : undefined;
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'opens a quote that is never closed';
  if (code === 'INVALID_OPENING_QUOTE' || code === 'CSV_INVALID_CLOSING_QUOTE') {
    return 'has a quote in the middle of a cell: quote the whole cell and double the quotes in it';
  }
  return 'is no CSV';
}

function cellsOf(rows: readonly TextRow[], delimiter: string): readonly (readonly string[] | string)[] {
  const options: Options = { delimiter, relax_column_count: true, record_delimiter: '\n' };
  try {
    const records = parse(rows.map(({ text }) => text).join('\n'), options);
    if (records.length === rows.length) return records;
  } catch {
    // Each alone, to find those at fault.
  }
  return rows.map(({ text }) => {
    try {
      return parse(text, options)[0] ?? 'is no CSV';
    } catch (error) {
      return problemOf(error);
    }
  });
}

function headerOf(cells: readonly string[] | string | undefined): readonly string[] {
  if (cells === undefined) throw bad('The piece has no header: its first row names the columns, or `columns` does.');
  if (typeof cells === 'string') throw bad(`The header, the piece's first row, ${cells}.`);
  if (cells.some((cell) => cell.includes('\r'))) throw bad('The lines of the file end with CR alone: use LF or CRLF.');
  if (new Set(cells).size < cells.length) throw bad('The header names a column twice.');
  return cells;
}

/** The rows of a piece of CSV by column name; cells are text, and an empty one is an empty text. */
export function readCsv(piece: ImportPiece): {
  readonly rows: readonly (ImportRow | RowFault)[];
  readonly columns: readonly string[];
} {
  const { text, line = 1, delimiter = ',' } = piece;
  if (!csvDelimiters.includes(delimiter)) throw bad('`delimiter` is a comma, a semicolon, a tab or a bar.');
  const texts = csvRows(text, line, delimiter);
  const cells = cellsOf(texts, delimiter);
  const columns = headerOf(piece.columns ?? cells[0]);
  const rows = texts.flatMap(({ line }, index): readonly (ImportRow | RowFault)[] => {
    if (piece.columns === undefined && index === 0) return [];
    const row = cells[index]!;
    if (typeof row === 'string') return [{ line, problem: row }];
    if (row.length !== columns.length) {
      return [{ line, problem: `has ${row.length} cells where the header has ${columns.length}` }];
    }
    return [{ line, fields: Object.fromEntries(columns.map((name, at) => [name, row[at]])) }];
  });
  return { rows, columns };
}
