import { serverRoot, type ModelFeature, type ProbedFacts, type ProviderCall, type ProviderResponse } from 'byom/sdk';
import { modelName } from './model-name.js';

interface Card {
  readonly id?: string;
  readonly aliases?: readonly string[];
  /** Of a router: whether the model is loaded. */
  readonly status?: { readonly value?: string };
  readonly meta?: { readonly n_ctx?: number; readonly n_ctx_train?: number } | null;
}

interface Props {
  readonly default_generation_settings?: { readonly n_ctx?: number };
  readonly total_slots?: number;
  readonly model_alias?: string;
  readonly modalities?: { readonly vision?: boolean };
  readonly chat_template_caps?: Readonly<Record<string, boolean>>;
}

const always: readonly ModelFeature[] = ['streaming', 'json-mode', 'json-schema', 'seed', 'logprobs', 'reasoning'];

/** `/props` tells how the server runs its model, `/v1/models` which it has; a router has several, and loads them at need. */
export async function probeLlamacpp(model: string, { fetch, baseUrl, signal }: ProviderCall): Promise<ProbedFacts> {
  const root = serverRoot(baseUrl);
  const cards = (await jsonOf<{ data?: readonly Card[] }>(await fetch(`${root}/v1/models`, { signal })))?.data;
  const card = cards?.find(({ id = '', aliases = [] }) =>
    [id, ...aliases].some((name) => modelName(name) === modelName(model)),
  );
  const routed = cards?.some(({ status }) => status !== undefined) ?? false;
  // Asking a router for one that it has not loaded would load it.
  const asleep = routed && card?.status?.value !== 'loaded';
  const query = routed ? `?model=${encodeURIComponent(card?.id ?? model)}&autoload=false` : '';
  const props = asleep ? undefined : await jsonOf<Props>(await fetch(`${root}/props${query}`, { signal }));
  const exists = cards === undefined ? undefined : card !== undefined;
  return { ...(exists !== undefined && { exists }), ...windowOf(props, card, exists), ...featuresOf(props) };
}

function windowOf(props: Props | undefined, card: Card | undefined, exists: boolean | undefined): Partial<ProbedFacts> {
  const contextWindow = props?.default_generation_settings?.n_ctx ?? card?.meta?.n_ctx;
  const { total_slots: slots = 1 } = props ?? {};
  const whose = exists === false ? 'Of the model that answers instead: ' : '';
  return {
    ...(contextWindow !== undefined && { contextWindow }),
    notes: {
      contextWindow: `${whose}${slots === 1 ? 'the window of its one slot' : `the window of each of its ${slots} slots`}, as the server was started.`,
    },
  };
}

function featuresOf(props: Props | undefined): Partial<ProbedFacts> {
  if (props?.modalities === undefined && props?.chat_template_caps === undefined) return {};
  const { supports_tools: tools = true, supports_parallel_tool_calls: parallel = tools } =
    props.chat_template_caps ?? {};
  const { supports_system_role: system = true } = props.chat_template_caps ?? {};
  return {
    features: [
      ...always,
      ...(system ? (['system-prompt'] as const) : []),
      ...(tools ? (['tools'] as const) : []),
      ...(parallel ? (['parallel-tools'] as const) : []),
      ...(props.modalities?.vision === true ? (['vision'] as const) : []),
    ],
  };
}

async function jsonOf<T>(response: ProviderResponse): Promise<T | undefined> {
  if (response.ok) return (await response.json()) as T;
  await response.text();
  return undefined;
}
