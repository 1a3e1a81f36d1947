import { UsageError } from '../usage-error.js';
import { readKeyFile } from './read-key-file.js';
import { readPromptFile } from './read-prompt-file.js';

export interface RunWishes {
  /** A PromptInput; its user's part, or all of it, may be left to be made of the data. */
  readonly prompt: Readonly<Record<string, unknown>>;
  /** `provider/model`. */
  readonly model: string;
  readonly proposer?: string;
  /** A MetricInput; by the form of the answers where left out. */
  readonly metric?: Readonly<Record<string, unknown>>;
  readonly budget: Readonly<Record<string, number>>;
  readonly strategy?: string;
  readonly seed?: number;
  /** For the model's provider. */
  readonly credential?: { readonly apiKey?: string; readonly baseUrl?: string };
  readonly saveAs?: string;
  readonly promote: boolean;
}

const limits = {
  'max-calls': 'maxCalls',
  'max-task-calls': 'maxTaskCalls',
  'max-usd': 'maxUsd',
  'max-tokens': 'maxTokens',
  'max-seconds': 'maxSeconds',
  concurrency: 'maxConcurrency',
} as const;
const spending: readonly string[] = ['maxCalls', 'maxTaskCalls', 'maxUsd', 'maxTokens'];
const DEFAULT_CALLS = 300;

const text = { type: 'string' } as const;

/** For `parseArgs`. */
export const wishArguments = {
  model: text,
  proposer: text,
  prompt: text,
  'saved-prompt': text,
  metric: text,
  strategy: text,
  'max-calls': text,
  'max-task-calls': text,
  'max-usd': text,
  'max-tokens': text,
  'max-seconds': text,
  concurrency: text,
  seed: text,
  'key-file': text,
  'base-url': text,
  'save-as': text,
  promote: { type: 'boolean' },
} as const;

type Values = {
  readonly [Name in keyof typeof wishArguments]?: (typeof wishArguments)[Name] extends { type: 'boolean' }
    ? boolean
    : string;
};

/** What a run shall be like, as `byom optimize` and `byom demo` are told it. */
export function wishesOf(values: Values): RunWishes {
  const { model, proposer, strategy, prompt, metric } = values;
  const saved = values['saved-prompt'];
  for (const ref of [model, proposer]) {
    if (ref !== undefined && !/^[^/\s]+\/\S+$/.test(ref)) {
      throw new UsageError('--model and --proposer take PROVIDER/MODEL, for example openai/gpt-5-mini.');
    }
  }
  if (model === undefined) throw new UsageError('--model is required: which model runs the prompt?');
  if (prompt !== undefined && saved !== undefined) throw new UsageError('Give either --prompt or --saved-prompt.');
  if (values.promote && values['save-as'] === undefined) throw new UsageError('--promote needs --save-as NAME.');
  const seed = values.seed === undefined ? undefined : Number(values.seed);
  if (seed !== undefined && !Number.isSafeInteger(seed)) throw new UsageError('--seed takes a whole number.');
  return {
    prompt: saved !== undefined ? { name: saved } : prompt === undefined ? {} : readPromptFile(prompt),
    model,
    proposer,
    ...(metric === undefined ? {} : { metric: metricOf(metric) }),
    budget: budgetOf(values),
    ...(strategy === undefined ? {} : { strategy: strategy.toUpperCase().replaceAll('-', '_') }),
    ...(seed === undefined ? {} : { seed }),
    ...credentialOf(values),
    saveAs: values['save-as'],
    promote: values.promote === true,
  };
}

function credentialOf(values: Values): Pick<RunWishes, 'credential'> {
  const [file, baseUrl] = [values['key-file'], values['base-url']];
  if (file === undefined && baseUrl === undefined) return {};
  if (baseUrl !== undefined && !URL.canParse(baseUrl)) {
    throw new UsageError('--base-url takes an address such as http://127.0.0.1:8000/v1.');
  }
  return { credential: { ...(file === undefined ? {} : { apiKey: readKeyFile(file) }), baseUrl } };
}

function metricOf(given: string): Readonly<Record<string, unknown>> {
  if (!given.trimStart().startsWith('{')) return { kind: given.toUpperCase().replaceAll('-', '_') };
  try {
    return JSON.parse(given) as Record<string, unknown>;
  } catch {
    throw new UsageError('--metric is neither the name of a kind nor a MetricInput in JSON.');
  }
}

function budgetOf(values: Values): Readonly<Record<string, number>> {
  const budget: Record<string, number> = {};
  for (const [name, field] of Object.entries(limits) as [keyof typeof limits, string][]) {
    const given = values[name];
    if (given === undefined) continue;
    const limit = Number(given);
    if (!(limit > 0) || !Number.isFinite(limit)) throw new UsageError(`--${name} takes a number above 0.`);
    budget[field] = limit;
  }
  return spending.some((field) => field in budget) ? budget : { maxCalls: DEFAULT_CALLS, ...budget };
}
