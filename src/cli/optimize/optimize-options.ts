import path from 'node:path';
import { parseArgs } from 'node:util';
import { importArguments, importOptions, type ImportOptions } from '../dataset/import-options.js';
import { serverAccess, serverOptions, type ServerAccess } from '../server-access.js';
import { UsageError } from '../usage-error.js';
import { type RunWishes, wishArguments, wishesOf } from './run-wishes.js';

export const askings = ['follow', 'pause', 'resume', 'cancel'] as const;
export type Asking = (typeof askings)[number];

export interface OptimizeOptions {
  readonly access: ServerAccess;
  readonly json: boolean;
  readonly wanted:
    | { readonly kind: Asking; readonly id: string }
    | {
        readonly kind: 'run';
        readonly data: ImportOptions | { readonly dataset: string };
        readonly wishes: RunWishes;
        readonly consent: 'ask' | 'given' | 'quote-only';
      };
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  ...serverOptions,
  ...importArguments,
  data: text,
  ...wishArguments,
  yes: flag,
  'quote-only': flag,
  json: flag,
  follow: text,
  pause: text,
  resume: text,
  cancel: text,
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof readArguments>;

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    // Without the argument itself: somebody may have put a key there.
    throw new UsageError('An argument is not known or lacks its value: see `byom optimize --help`.');
  }
}

/** Undefined where help was asked for. */
export function optimizeOptions(args: readonly string[]): OptimizeOptions | undefined {
  const values = readArguments(args);
  if (values.help) return undefined;
  const asked = askings.flatMap((kind) => (values[kind] === undefined ? [] : [{ kind, id: values[kind] }]));
  if (asked.length > 1) throw new UsageError('Give one of --follow, --pause, --resume and --cancel.');
  return { access: serverAccess(values), json: values.json === true, wanted: asked[0] ?? runOf(values) };
}

function runOf(values: Values): OptimizeOptions['wanted'] {
  const consent = values['quote-only'] ? 'quote-only' : values.yes ? 'given' : 'ask';
  if (consent === 'ask' && (values.json || !process.stdin.isTTY)) {
    throw new UsageError('There is nobody to ask: agree to the quote with --yes, or see it with --quote-only.');
  }
  return { kind: 'run', data: dataOf(values), wishes: wishesOf(values), consent };
}

function dataOf({ data, dataset, name, ...values }: Values): ImportOptions | { readonly dataset: string } {
  if ((data === undefined) === (dataset === undefined)) {
    throw new UsageError('Give either --data FILE, or --dataset ID of one that is on the server.');
  }
  if (dataset !== undefined) return { dataset };
  return importOptions(data, { ...values, name: name ?? path.basename(data!).replace(/\.[^.]*$/, '') });
}
