import type { JsonObject, JsonValue } from '../../sdk/index.js';
import { splits, type Split } from '../dataset-store.js';
import type { ImportFormat, ImportMapping, ImportRow, MappedRow, RowFault } from './import-piece.js';
import { quotedField, shownField } from './shown-field.js';

/** Thrown within this file alone. */
class Fault extends Error {
  constructor(
    readonly field: string,
    readonly problem: string,
  ) {
    super(problem);
  }
}

const asExample: ImportMapping = { id: 'id', expected: 'expected', split: 'split', feedback: 'feedback' };
const exampleFields = new Set(['id', 'inputs', 'expected', 'split', 'feedback']);

function textOf(fields: ImportRow['fields'], name: string | undefined): string | undefined {
  const value = name === undefined || !Object.hasOwn(fields, name) ? undefined : fields[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && (Number.isSafeInteger(value) || !Number.isInteger(value))) return String(value);
  if (typeof value === 'number')
    throw new Fault(name!, `has a ${quotedField(name!)} that is too large a number: write it as text`);
  throw new Fault(name!, `has a ${quotedField(name!)} that is no text`);
}

function splitOf(fields: ImportRow['fields'], name: string | undefined): Split | undefined {
  const text = textOf(fields, name)?.toLowerCase();
  const split = splits.find((one) => one === text);
  if (text !== undefined && split === undefined) {
    throw new Fault(name!, `has a ${quotedField(name!)} that is none of ${splits.join(', ')}`);
  }
  return split;
}

function inputsOf(row: ImportRow, names: readonly string[], cell: (name: string) => unknown): JsonObject {
  return Object.fromEntries(
    names.map((name) => {
      if (!Object.hasOwn(row.fields, name)) throw new Fault(name, `has no ${quotedField(name)}`);
      return [name, cell(name) as JsonValue];
    }),
  );
}

/** JSON where the mapping says so; undefined for an empty cell there. */
function cellOf(fields: ImportRow['fields'], name: string, json: ReadonlySet<string>): unknown {
  const value = fields[name];
  if (!json.has(name) || typeof value !== 'string') return value;
  if (value.trim() === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw new Fault(name, `has a ${quotedField(name)} that is no JSON`);
  }
}

function unchecked(
  row: ImportRow,
  format: ImportFormat,
  mapping: ImportMapping | undefined,
  json: ReadonlySet<string>,
): MappedRow['input'] {
  const { fields } = row;
  const roles = mapping ?? asExample;
  const common = {
    id: textOf(fields, roles.id),
    split: splitOf(fields, roles.split),
    feedback: textOf(fields, roles.feedback),
  };
  const { expected: name } = roles;
  const answer = name === undefined || !Object.hasOwn(fields, name) ? undefined : cellOf(fields, name, json);
  const expected = (format === 'csv' && answer === '' ? undefined : answer) as JsonValue | undefined;
  if (format === 'jsonl' && mapping === undefined) {
    const other = Object.keys(fields).find((name) => !exampleFields.has(name));
    if (!Object.hasOwn(fields, 'inputs') || other !== undefined) {
      throw new Fault(
        'inputs',
        'is no { inputs, expected, id, split, feedback }: say with `mapping` what its fields are',
      );
    }
    return { ...common, expected, inputs: fields['inputs'] as JsonObject };
  }
  const taken = new Set([roles.expected, roles.id, roles.split, roles.feedback]);
  const names = roles.input ?? Object.keys(fields).filter((name) => !taken.has(name));
  return { ...common, expected, inputs: inputsOf(row, names, (name) => cellOf(fields, name, json) ?? null) };
}

/** A row as the customer's example, yet to be checked as any other; `json` is the mapping's, of CSV. */
export function mapRow(
  row: ImportRow,
  format: ImportFormat,
  mapping: ImportMapping | undefined,
  json: ReadonlySet<string>,
): MappedRow | RowFault {
  try {
    return { line: row.line, input: unchecked(row, format, mapping, json) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const field = shownField(error.field);
    return { line: row.line, problem: error.problem, ...(field === undefined ? {} : { field }) };
  }
}
