import type { ImportPiece, ImportRow, RowFault } from './import-piece.js';

/** The rows of a piece of JSONL: one object a line; blank lines are left out. */
export function readJsonl({ text, line: first = 1 }: ImportPiece): readonly (ImportRow | RowFault)[] {
  return text.split('\n').flatMap((row, index): readonly (ImportRow | RowFault)[] => {
    if (row.trim() === '') return [];
    const line = first + index;
    let fields: unknown;
    try {
      fields = JSON.parse(row);
    } catch {
      return [{ line, problem: 'is no JSON: each line is one object' }];
    }
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
      return [{ line, problem: 'is no JSON object' }];
    }
    return [{ line, fields: fields as ImportRow['fields'] }];
  });
}
