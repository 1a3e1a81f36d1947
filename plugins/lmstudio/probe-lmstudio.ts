import { serverRoot, type ModelFeature, type ProbedFacts, type ProviderCall } from 'byom/sdk';

/** Of `/api/v1/models`, since 0.4.0. */
interface Downloaded {
  readonly key?: string;
  readonly display_name?: string;
  readonly loaded_instances?: readonly {
    readonly id?: string;
    readonly config?: { readonly context_length?: number };
  }[];
  readonly max_context_length?: number;
  readonly capabilities?: {
    readonly vision?: boolean;
    readonly trained_for_tool_use?: boolean;
    readonly reasoning?: object;
  };
}

/** Of `/api/v0/models`, before. */
interface Listed {
  readonly id?: string;
  readonly type?: string;
  readonly max_context_length?: number;
  readonly loaded_context_length?: number;
  readonly capabilities?: readonly string[];
}

/** What LM Studio loads a model with at need, where nobody set anything for it. */
const usualWindow = 4_096;
const always: readonly ModelFeature[] = ['streaming', 'system-prompt', 'json-mode', 'json-schema', 'seed'];

/** The window is what the model was loaded with, often far below what it was trained for. */
export async function probeLmstudio(model: string, { fetch, baseUrl, signal }: ProviderCall): Promise<ProbedFacts> {
  const root = serverRoot(baseUrl);
  // An address that an older version does not know is answered too, with an error under status 200.
  const ask = async (path: string) =>
    (await (await fetch(root + path, { signal })).json()) as Readonly<Record<string, unknown>>;
  const { models } = await ask('/api/v1/models');
  if (Array.isArray(models)) return factsOf(model, models as readonly Downloaded[]);
  const { data } = await ask('/api/v0/models');
  if (!Array.isArray(data)) throw new Error('LM Studio does not say.');
  return factsOf(model, (data as readonly Listed[]).map(asDownloaded));
}

function factsOf(model: string, models: readonly Downloaded[]): ProbedFacts {
  const plain = model.replace(/@.*$/, '');
  const found = models.find(
    ({ key, loaded_instances: instances = [] }) =>
      key === model || key === plain || instances.some(({ id }) => id === model),
  );
  if (found === undefined) return { exists: false };
  const { display_name: name, loaded_instances: instances = [], max_context_length: most, capabilities } = found;
  const instance = instances.find(({ id }) => id === model) ?? instances[0];
  const loaded = instance?.config?.context_length;
  return {
    exists: true,
    ...(name !== undefined && { name }),
    contextWindow: loaded ?? Math.min(usualWindow, most ?? usualWindow),
    ...(capabilities !== undefined && { features: featuresOf(capabilities) }),
    notes: {
      contextWindow:
        loaded === undefined
          ? `The model is not loaded: at need LM Studio loads it with ${usualWindow} tokens, unless its settings there say otherwise${most === undefined ? '' : ` (at most ${most})`}.`
          : 'The model is loaded with it now.',
    },
  };
}

const featuresOf = ({ vision, trained_for_tool_use: tools, reasoning }: NonNullable<Downloaded['capabilities']>) => [
  ...always,
  ...(vision === true ? (['vision'] as const) : []),
  ...(tools === true ? (['tools', 'parallel-tools'] as const) : []),
  ...(reasoning === undefined ? [] : (['reasoning'] as const)),
];

function asDownloaded(listed: Listed): Downloaded {
  const { id, type, loaded_context_length: loaded, max_context_length, capabilities } = listed;
  return {
    key: id,
    max_context_length,
    loaded_instances: loaded === undefined ? [] : [{ id, config: { context_length: loaded } }],
    ...(capabilities !== undefined && {
      capabilities: { vision: type === 'vlm', trained_for_tool_use: capabilities.includes('tool_use') },
    }),
  };
}
