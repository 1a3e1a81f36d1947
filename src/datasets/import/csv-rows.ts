import { checkRowCount } from './check-row-count.js';

export interface TextRow {
  readonly line: number;
  readonly text: string;
}

/** Cuts CSV into its rows, which may hold line breaks between quotes; blank ones are left out. */
export function csvRows(text: string, firstLine: number, delimiter: string): readonly TextRow[] {
  const rows: TextRow[] = [];
  let [start, line, rowLine] = [0, firstLine, firstLine];
  let quoted = false;
  const end = (at: number) => {
    const row = text.slice(start, text[at - 1] === '\r' ? at - 1 : at);
    if (row.trim() !== '') rows.push({ line: rowLine, text: row });
    // One of them may be the header.
    checkRowCount(rows.length - 1);
    start = at + 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') {
      line += 1;
      if (quoted) continue;
      end(at);
      rowLine = line;
    } else if (character === '"') {
      if (quoted) {
        if (text[at + 1] === '"') at += 1;
        else quoted = false;
      } else if (at === start || text[at - 1] === delimiter) {
        quoted = true;
      }
    }
  }
  if (start < text.length) end(text.length);
  return rows;
}
