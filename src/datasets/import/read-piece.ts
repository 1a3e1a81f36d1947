import { ByomError } from '../../sdk/index.js';
import { checkExample } from '../check-example.js';
import { isSameExample, MOST_EXAMPLES } from '../check-new-examples.js';
import type { NewExample } from '../dataset-store.js';
import { importFormats, type ImportMapping, type ImportPiece, type RowFault } from './import-piece.js';
import { mapRow } from './map-row.js';
import { readCsv } from './read-csv.js';
import { readJsonl } from './read-jsonl.js';
import { quotedField } from './shown-field.js';

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
  const missing = columns && [...roles, ...json].find((name) => !columns.includes(name));
  if (missing !== undefined) throw bad(`The file has no column ${quotedField(missing)}, which \`mapping\` names.`);
}

/** Reads and checks a piece of a file. Fails only for what is wrong with all of it; each bad row is a fault. */
export function readPiece(piece: ImportPiece): ReadPiece {
  const { format, line = 1, mapping } = piece;
  if (!importFormats.includes(format)) throw bad('`format` is not one of the formats.');
  if (!Number.isInteger(line) || line < 1) throw bad('`line` is a whole number from 1.');
  const text = piece.text.replace(/^\ufeff/, '');
  const { rows, columns } =
    format === 'csv' ? readCsv({ ...piece, text }) : { rows: readJsonl({ ...piece, text }), columns: undefined };
  if (rows.length > MOST_EXAMPLES) throw bad(`A piece has at most ${MOST_EXAMPLES} rows.`);
  checkMapping(mapping ?? {}, columns);

  const faults: RowFault[] = [];
  const byId = new Map<string, NewExample>();
  const good = rows.flatMap((row) => {
    const mapped = 'problem' in row ? row : mapRow(row, format, mapping);
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
  const breaks = text.split('\n').length - (text.endsWith('\n') || text === '' ? 1 : 0);
  return { rows: good, faults, nextLine: line + breaks, ...(columns === undefined ? {} : { columns }) };
}
