import {
  serverRoot,
  type JsonObject,
  type ModelFeature,
  type ProbedFacts,
  type ProviderCall,
  ownValue,
} from 'byom/sdk';

/** What Ollama starts models with where nobody says anything and there is little memory. */
const smallestDefault = 4_096;

const always: readonly ModelFeature[] = ['streaming', 'system-prompt', 'json-mode', 'json-schema', 'seed', 'logprobs'];
const byCapability: Readonly<Record<string, readonly ModelFeature[]>> = {
  tools: ['tools', 'parallel-tools'],
  vision: ['vision'],
  thinking: ['reasoning'],
};

/** What Ollama says of a model: how it was made (`/api/show`), and how it runs now (`/api/ps`). */
export async function probeOllama(model: string, { fetch, baseUrl, signal }: ProviderCall): Promise<ProbedFacts> {
  const root = serverRoot(baseUrl);
  const [shown, running, versioned] = await Promise.all([
    fetch(`${root}/api/show`, { method: 'POST', body: JSON.stringify({ model }), signal }),
    fetch(`${root}/api/ps`, { signal }).catch(() => undefined),
    fetch(`${root}/api/version`, { signal }).catch(() => undefined),
  ]);
  if (shown.status === 404) return { exists: false };
  if (!shown.ok) throw new Error('Ollama does not say.');
  const made = (await shown.json()) as Readonly<Record<string, unknown>>;
  if (!isObject(made['model_info']) && !isObject(made['details'])) throw new Error('Ollama does not say.');
  const loaded = running?.ok ? loadedWindow(await running.json().catch(() => undefined), model) : undefined;
  const version = versioned?.ok ? ((await versioned.json()) as { version?: unknown }).version : undefined;
  return { exists: true, ...windowOf(made, loaded), ...featuresOf(made, textOf(version)) };
}

function windowOf(made: Readonly<Record<string, unknown>>, loaded: number | undefined): Partial<ProbedFacts> {
  const trained = trainedWindow(made['model_info']);
  const set = /^num_ctx\s+(\d+)/m.exec(textOf(made['parameters']))?.[1];
  // A model that runs in the cloud has all of its window there.
  const remote = textOf(made['remote_host']) === '' ? undefined : trained;
  const wanted = set === undefined ? smallestDefault : Number(set);
  const contextWindow = remote ?? loaded ?? Math.min(wanted, trained ?? wanted);
  return {
    contextWindow,
    ...(trained !== undefined && { largestContextWindow: Math.max(trained, contextWindow) }),
    notes: { contextWindow: noteOf({ remote, loaded, set }), largestContextWindow: 'The model was trained for it.' },
  };
}

function noteOf({ remote, loaded, set }: { remote?: unknown; loaded?: unknown; set?: unknown }): string {
  if (remote !== undefined) return 'The model runs in the cloud, with all of its window.';
  if (loaded !== undefined) return 'The model is loaded with it now.';
  if (set !== undefined) return 'Its Modelfile says so.';
  return `The model is not loaded, and its Modelfile says nothing: this is the least that Ollama starts it with, unless OLLAMA_CONTEXT_LENGTH says otherwise.`;
}

/** `llama.context_length`, `qwen3.context_length`: the name of the architecture stands before it. */
function trainedWindow(info: unknown): number | undefined {
  const fields = (info ?? {}) as JsonObject;
  const length = fields[`${textOf(fields['general.architecture'])}.context_length`];
  const found = length ?? Object.entries(fields).find(([name]) => name.endsWith('.context_length'))?.[1];
  return typeof found === 'number' && found > 0 ? found : undefined;
}

function loadedWindow(running: unknown, model: string): number | undefined {
  const { models } = (running ?? {}) as {
    models?: readonly { name?: string; model?: string; context_length?: number }[];
  };
  if (!Array.isArray(models)) return undefined;
  const wanted = tagged(model);
  const found = models.find(({ name, model: other }) => [name, other].some((one) => tagged(one ?? '') === wanted));
  return found?.context_length || undefined;
}

function featuresOf({ capabilities }: Readonly<Record<string, unknown>>, version: string): Partial<ProbedFacts> {
  if (!Array.isArray(capabilities)) return {};
  const told = capabilities.flatMap((one: unknown) => ownValue(byCapability, String(one)) ?? []);
  const known = isBefore(version, [0, 12, 11]) ? always.filter((feature) => feature !== 'logprobs') : always;
  return { features: [...known, ...told] };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** False for a version that is not told. */
function isBefore(version: string, since: readonly number[]): boolean {
  const numbers = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);
  const at = numbers?.findIndex((part, place) => part !== since[place]) ?? -1;
  return at >= 0 && numbers![at]! < since[at]!;
}

/** Names differ by case and by the tag that is taken where none is given. */
export const tagged = (name: string): string => (name.includes(':') ? name : `${name}:latest`).toLowerCase();
