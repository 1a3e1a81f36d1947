import type { ImportPiece, ImportRow, RowFault } from './import-piece.js';
import { checkRowCount } from './check-row-count.js';

function readRow(line: number, row: string): ImportRow | RowFault {
  let fields: unknown;
  try {
    fields = JSON.parse(row);
  } catch {
    return { line, problem: 'is no JSON: each line is one object' };
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    return { line, problem: 'is no JSON object' };
  }
  return { line, fields: fields as ImportRow['fields'] };
}

/** The rows of a piece of JSONL: one object a line; blank lines are left out. */
export function readJsonl({ text, line: first = 1 }: ImportPiece): readonly (ImportRow | RowFault)[] {
  const rows: (ImportRow | RowFault)[] = [];
  for (let start = 0, line = first; start < text.length; line += 1) {
    const at = text.indexOf('\n', start);
    const end = at === -1 ? text.length : at;
    const row = text.slice(start, end);
    start = end + 1;
    if (row.trim() === '') continue;
    checkRowCount(rows.length + 1);
    rows.push(readRow(line, row));
  }
  return rows;
}
