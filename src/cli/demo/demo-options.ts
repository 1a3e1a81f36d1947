import path from 'node:path';
import { parseArgs } from 'node:util';
import { importArguments, importOptions, type ImportOptions } from '../dataset/import-options.js';
import { readKeyFile } from '../optimize/read-key-file.js';
import { type RunWishes, wishesOf } from '../optimize/run-wishes.js';
import { UsageError } from '../usage-error.js';

export interface DemoOptions {
  /** `provider/model`. */
  readonly model: string;
  readonly apiKey?: string;
  readonly baseUrl?: string;
  /** Calls at most. */
  readonly budget: number;
  /** The user's own examples, in the place of the support tickets. */
  readonly own?: { readonly data: ImportOptions; readonly wishes: RunWishes };
}

export const demoHelp = `byom demo: watch a prompt get better

Starts a server of its own in a temporary folder, optimizes a prompt on support tickets, runs the better prompt on a
second provider, and cleans up. Needs neither a key nor a network: the first model is a simulation, and so is the second.

  --model REF       run on this model instead, for example openai/gpt-5-mini
  --key-file FILE   the file that holds its key (a key on the command line would be seen by others)
  --base-url URL    where its API is, if not where the provider says
  --budget CALLS    at most so many calls (default 600; 300 on a model or data of your own)
  --help            this

On your own data, still offline unless you name another model:

  byom demo --data FILE --input FIELD --expected FIELD

  --data FILE       JSONL or CSV; --input (several, or all others where left out), --expected, --id, --split, --feedback,
                    --format, --delimiter, --json-columns and --skip-bad-rows as in byom dataset --help
  --prompt FILE     the prompt to start from: text (system, a line of ---, user with {{field}}), or a PromptInput in
                    .json. Left out, a plain one is made of the fields and the answers.
  --metric KIND     EXACT_MATCH, NUMERIC, JSON_FIELDS ... or a MetricInput in JSON (default: by the form of the answers)
  --proposer REF    the model that writes new prompts (default: the same)
  --strategy NAME   AUTO, REFLECTIVE, FEW_SHOT, JOINT
  --seed N          default 1

Ends with 0 only where the score on held-out examples rose.
`;

/** Undefined where help was asked for. */
export function demoOptions(args: readonly string[]): DemoOptions | undefined {
  const { values } = readArgs(args);
  if (values.help) return undefined;
  const ownModel = values.model !== undefined;
  const ownData = values.data !== undefined;
  const budget = values.budget === undefined ? (ownModel || ownData ? 300 : 600) : Number(values.budget);
  const least = ownData ? 20 : 150;
  if (!Number.isInteger(budget) || budget < least) {
    throw new UsageError(`--budget takes a whole number of calls, ${least} or more: less cannot even test the result.`);
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
  const model = values.model ?? 'sandbox/simulated-large';
  return {
    model,
    apiKey: values['key-file'] === undefined ? undefined : readKeyFile(values['key-file']),
    baseUrl: values['base-url'],
    budget,
    ...(ownData ? { own: ownOf(values, model, budget) } : {}),
  };
}

function ownOf(values: Values, model: string, budget: number): DemoOptions['own'] {
  const { data, 'key-file': _, 'base-url': __, ...rest } = values;
  // The demo stores the key in its own server.
  const wishes = wishesOf({ seed: '1', ...rest, model, 'max-calls': String(budget) });
  return { data: importOptions(data, { ...values, name: path.basename(data!) }), wishes };
}

type Values = ReturnType<typeof readArgs>['values'];

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...importArguments,
        data: { type: 'string' },
        prompt: { type: 'string' },
        metric: { type: 'string' },
        proposer: { type: 'string' },
        strategy: { type: 'string' },
        seed: { type: 'string' },
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
