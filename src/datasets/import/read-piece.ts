import { ByomError } from '../../sdk/index.js';
import { checkExample } from '../check-example.js';
import { isSameExample } from '../check-new-examples.js';
import type { NewExample } from '../dataset-store.js';
import { importFormats, type ImportMapping, type ImportPiece, type RowFault } from './import-piece.js';
import { mapRow } from './map-row.js';
import { readCsv } from './read-csv.js';
import { readJsonl } from './read-jsonl.js';
import { quotedField } from './shown-field.js';
import { checkRowCount } from './check-row-count.js';

export interface ReadPiece {
  readonly rows: readonly { readonly line: number; readonly example: NewExample }[];
  /** In the order of lines. */
  readonly faults: readonly RowFault[];
  /** Of CSV. */
  readonly columns?: readonly string[];
  /** Where the next piece of the file begins. */
  readonly nextLine: number;
}

const bad = (message: string) => new ByomError('BAD_USER_INPUT', message);

function checkMapping(mapping: ImportMapping, columns: readonly string[] | undefined): void {
  const { input = [], expected, id, split, feedback, json = [] } = mapping;
  if (mapping.input?.length === 0) throw bad('`mapping.input` names at least one field.');
  const single = [expected, id, split, feedback].filter((name) => name !== undefined);
  const roles = [...input, ...single];
  if (new Set(roles).size < roles.length) throw bad('`mapping` gives one field two roles.');
  const known = new Set(columns);
  const missing = columns && [...roles, ...json].find((name) => !known.has(name));
  if (missing !== undefined) throw bad(`The file has no column ${quotedField(missing)}, which \`mapping\` names.`);
}

function linesIn(text: string): number {
  let lines = text === '' || text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Reads and checks a piece of a file. Fails only for what is wrong with all of it; each bad row is a fault. */
export function readPiece(piece: ImportPiece): ReadPiece {
  const { format, line = 1, mapping } = piece;
  if (!importFormats.includes(format)) throw bad('`format` is not one of the formats.');
  if (!Number.isInteger(line) || line < 1) throw bad('`line` is a whole number from 1.');
  const text = piece.text.replace(/^\ufeff/, '');
  const { rows, columns } =
    format === 'csv' ? readCsv({ ...piece, text }) : { rows: readJsonl({ ...piece, text }), columns: undefined };
  checkRowCount(rows.length);
  checkMapping(mapping ?? {}, columns);

  const json = new Set(format === 'csv' ? mapping?.json : []);
  const faults: RowFault[] = [];
  const byId = new Map<string, NewExample>();
  const good = rows.flatMap((row) => {
    const mapped = 'problem' in row ? row : mapRow(row, format, mapping, json);
    if ('problem' in mapped) {
      faults.push(mapped);
      return [];
    }
    const checked = checkExample(mapped.input);
    if ('problem' in checked) {
      faults.push({ line: row.line, ...checked });
      return [];
    }
    const { example } = checked;
    const former = example.id === undefined ? undefined : byId.get(example.id);
    if (former !== undefined && !isSameExample(former, example)) {
      faults.push({ line: row.line, field: 'id', problem: 'has the `id` of an earlier row' });
      return [];
    }
    if (example.id !== undefined) byId.set(example.id, example);
    return [{ line: row.line, example }];
  });
  return { rows: good, faults, nextLine: line + linesIn(text), ...(columns === undefined ? {} : { columns }) };
}
