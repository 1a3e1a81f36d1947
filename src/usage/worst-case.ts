import type { CompletionRequest, ResolvedModel } from '../sdk/index.js';
import { dearestCost } from './dearest-cost.js';

/** Taken where neither the request nor the model limits the answer. */
const unlimitedOutput = 16_384;

/** Estimates may be short: some more is reserved than they say. */
const inputMargin = 1.25;

/** The most that one attempt may cost: dollars (null where the price is unknown), and tokens of input and output together. */
export function worstCase(
  request: Pick<CompletionRequest, 'parameters' | 'contextWindow'>,
  model: Pick<ResolvedModel, 'maxOutputTokens' | 'contextWindow' | 'price'>,
  estimatedInputTokens: number,
): { readonly usd: number | null; readonly tokens: number } {
  const inputTokens = Math.ceil(estimatedInputTokens * inputMargin);
  const limit =
    request.parameters.maxOutputTokens ??
    model.maxOutputTokens ??
    roomIn(request.contextWindow ?? model.contextWindow, estimatedInputTokens);
  const outputTokens = limit * Math.max(1, request.parameters.n ?? 1);
  return {
    usd: dearestCost(inputTokens, outputTokens, model.price)?.total ?? null,
    tokens: inputTokens + outputTokens,
  };
}

const roomIn = (contextWindow = Infinity, inputTokens: number): number =>
  Math.max(1, Math.min(unlimitedOutput, contextWindow - inputTokens));
