import type { GraphQLClient } from 'graphql-request';
import { datasetSample } from './dataset-sample.js';
import {
  optimizePromptMutation,
  type OptimizePromptResult,
  type QuoteResult,
  resumeMutation,
} from './optimization-documents.js';
import type { RunWishes } from './run-wishes.js';
import { plainMetric, plainPrompt } from './plain-prompt.js';

export interface QuotedRun {
  readonly id: string;
  readonly quote: QuoteResult;
  /** What was made of the data, where it was not given. */
  readonly metric: Readonly<Record<string, unknown>>;
  readonly examples: number;
}

/** Has a run checked and quoted. It is paused: nothing is spent before `startRun`. */
export async function quoteRun(client: GraphQLClient, dataset: string, wishes: RunWishes): Promise<QuotedRun> {
  const { prompt, credential, metric: wanted, promote, ...asked } = wishes;
  const sample = await datasetSample(client, dataset);
  const examples = sample.examples.nodes;
  const metric = wanted ?? plainMetric(examples);
  const complete = 'name' in prompt || 'user' in prompt;
  const plain = complete ? undefined : plainPrompt(examples);
  const input = {
    ...asked,
    prompt: { ...('system' in prompt ? { user: plain?.user } : plain), ...prompt },
    dataset: { id: dataset },
    metric,
    credentials: credential && [{ provider: asked.model.split('/', 1)[0], ...credential }],
    startPaused: true,
    promote: promote || undefined,
  };
  const { optimizePrompt } = await client.request<OptimizePromptResult>(optimizePromptMutation, { input });
  return { id: optimizePrompt.id, quote: optimizePrompt.quote, metric, examples: sample.size };
}

export async function startRun(client: GraphQLClient, id: string): Promise<void> {
  await client.request(resumeMutation, { id });
}
