import { styleText } from 'node:util';

/** Colours only where somebody looks. */
const coloured = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
type Style = 'bold' | 'dim' | 'red' | 'green' | 'cyan';

export const styled = (style: Style, text: string) => (coloured ? styleText(style, text) : text);
export const say = (text = '') => process.stdout.write(`${text}\n`);
export const heading = (text: string) => say(`\n${styled('bold', text)}\n`);

/** Columns as wide as their widest cell; numbers to the right. */
export function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map(String));
  const widths = header.map((title, at) => Math.max(title.length, ...cells.map((row) => (row[at] ?? '').length)));
  const numeric = header.map((_, at) => rows.length > 0 && rows.every((row) => typeof row[at] === 'number'));
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, at) => (numeric[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('  ')}`.trimEnd();
  return [styled('dim', line(header)), ...cells.map(line)].join('\n');
}
