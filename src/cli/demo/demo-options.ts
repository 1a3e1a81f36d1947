import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.js';

export interface DemoOptions {
  /** `provider/model`. */
  readonly model: string;
  readonly apiKey?: string;
  readonly baseUrl?: string;
  /** Calls at most. */
  readonly budget: number;
}

export const demoHelp = `byom demo: watch a prompt get better

Starts a server of its own in a temporary folder, optimizes a prompt on support tickets, runs the better prompt on a
second provider, and cleans up. Needs neither a key nor a network: the first model is a simulation, and so is the second.

  --model REF       run on this model instead, for example openai/gpt-5-mini
  --key-file FILE   the file that holds its key (a key on the command line would be seen by others)
  --base-url URL    where its API is, if not where the provider says
  --budget CALLS    at most so many calls (default 600; 300 on a model of your own)
  --help            this
`;

function keyIn(file: string): string {
  try {
    const key = readFileSync(file, 'utf8').trim();
    if (key === '') throw new UsageError(`The key file ${file} is empty: write the key into it.`);
    return key;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`The key file ${file} cannot be read: check the path and its permissions.`);
  }
}

/** Undefined where help was asked for. */
export function demoOptions(args: readonly string[]): DemoOptions | undefined {
  const { values } = readArgs(args);
  if (values.help) return undefined;
  const budget = values.budget === undefined ? (values.model === undefined ? 600 : 300) : Number(values.budget);
  if (!Number.isInteger(budget) || budget < 150) {
    throw new UsageError('--budget takes a whole number of calls, 150 or more: less cannot even test the result.');
  }
  if (values.model !== undefined && !/^[^/\s]+\/\S+$/.test(values.model)) {
    throw new UsageError('--model takes PROVIDER/MODEL, for example openai/gpt-5-mini.');
  }
  if (values['key-file'] !== undefined && values.model === undefined) {
    throw new UsageError('--key-file needs --model: say which model the key is for.');
  }
  if (values['base-url'] !== undefined && !URL.canParse(values['base-url'])) {
    throw new UsageError('--base-url takes an address such as http://127.0.0.1:8000/v1.');
  }
  return {
    model: values.model ?? 'sandbox/simulated-large',
    apiKey: values['key-file'] === undefined ? undefined : keyIn(values['key-file']),
    baseUrl: values['base-url'],
    budget,
  };
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        model: { type: 'string' },
        'key-file': { type: 'string' },
        'base-url': { type: 'string' },
        budget: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch {
    // Without the argument itself: somebody may have put a key there.
    throw new UsageError('An argument is not known or lacks its value: see `byom demo --help`.');
  }
}
