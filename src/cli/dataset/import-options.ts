import path from 'node:path';
import { UsageError } from '../usage-error.js';

export interface ImportOptions {
  readonly file: string;
  readonly target: { readonly name: string } | { readonly dataset: string };
  readonly format: 'JSONL' | 'CSV';
  readonly delimiter: string;
  /** As the API takes it. */
  readonly mapping?: object;
  readonly skipBadRows: boolean;
  readonly fromLine: number;
}

/** For `parseArgs`. */
export const importArguments = {
  name: { type: 'string' },
  dataset: { type: 'string' },
  format: { type: 'string' },
  delimiter: { type: 'string' },
  input: { type: 'string', multiple: true },
  expected: { type: 'string' },
  id: { type: 'string' },
  split: { type: 'string' },
  feedback: { type: 'string' },
  'json-columns': { type: 'string', multiple: true },
  'skip-bad-rows': { type: 'boolean' },
  'from-line': { type: 'string' },
} as const;

type Values = {
  readonly [Name in keyof typeof importArguments]?: (typeof importArguments)[Name] extends { multiple: true }
    ? string[]
    : (typeof importArguments)[Name] extends { type: 'boolean' }
      ? boolean
      : string;
};

const formats: Readonly<Record<string, ImportOptions['format']>> = {
  '.jsonl': 'JSONL',
  '.ndjson': 'JSONL',
  '.csv': 'CSV',
  '.tsv': 'CSV',
};

export function importOptions(file: string | undefined, values: Values): ImportOptions {
  if (file === undefined) throw new UsageError('Name the file: byom dataset import FILE --name NAME.');
  const { name, dataset, input, expected, id, split, feedback } = values;
  if ((name === undefined) === (dataset === undefined)) {
    throw new UsageError('Give either --name NAME, for a new version, or --dataset ID, to add to one.');
  }
  const ending = path.extname(file).toLowerCase();
  const format = values.format === undefined ? formats[ending] : formats[`.${values.format.toLowerCase()}`];
  if (format === undefined) throw new UsageError('Say what the file is: --format jsonl or --format csv.');
  const fromLine = Number(values['from-line'] ?? 1);
  if (!Number.isInteger(fromLine) || fromLine < 1) throw new UsageError('--from-line takes a line number, from 1.');
  const roles = { input, expected, id, split, feedback, json: values['json-columns'] };
  const delimiter = values.delimiter ?? (ending === '.tsv' ? '\t' : ',');
  return {
    file,
    target: dataset === undefined ? { name: name! } : { dataset },
    format,
    delimiter: delimiter === 'tab' || delimiter === '\\t' ? '\t' : delimiter,
    mapping: Object.values(roles).every((role) => role === undefined) ? undefined : roles,
    skipBadRows: values['skip-bad-rows'] === true,
    fromLine,
  };
}
