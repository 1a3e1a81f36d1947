import { serverRoot, type ProbedFacts, type ProviderCall } from 'byom/sdk';

interface Card {
  readonly id?: string;
  readonly max_model_len?: number | null;
  /** The model that a LoRA adapter adapts. */
  readonly parent?: string | null;
}

/** The window is a setting of the server, `--max-model-len`; `/v1/models` tells it of each model. */
export async function probeVllm(model: string, { fetch, baseUrl, signal }: ProviderCall): Promise<ProbedFacts> {
  const response = await fetch(`${serverRoot(baseUrl)}/v1/models`, { signal });
  if (!response.ok) throw new Error('vLLM does not say.');
  const { data } = (await response.json()) as { data?: readonly Card[] };
  if (!Array.isArray(data)) throw new Error('vLLM does not say.');
  const cards = data as readonly Card[];
  const card = cards.find(({ id }) => id === model);
  if (card === undefined) return { exists: false };
  const base = cards.find(({ id }) => id === card.parent);
  const contextWindow = card.max_model_len ?? base?.max_model_len ?? undefined;
  return {
    exists: true,
    ...(contextWindow !== undefined && { contextWindow }),
    notes: { contextWindow: 'The server runs with it as --max-model-len.' },
  };
}
