import { ByomError, type Adaptation, type CompletionRequest, type ResolvedModel } from '../sdk/index.js';
import { allowedRange } from './allowed-range.js';
import { dropOldest } from './drop-oldest.js';
import { estimateRequestTokens, mostRequestTokens, quickRequestEstimate } from './estimate-tokens.js';
import type { AdaptationPolicy } from './policy.js';
import type { RuleOutcome } from './rule.js';

export interface WindowOutcome extends RuleOutcome {
  readonly tokens: number;
  readonly fits: boolean;
}

/** An answer shorter than this is seldom of use; a request that asks for less needs less. */
const sensibleOutput = 256;
/** Kept free of what is only estimated. */
const marginShare = 0.05;

/** Sees to it that input and output fit the model's window together; counts exactly only where it is near. */
export function fitContextWindow(
  request: CompletionRequest,
  model: ResolvedModel,
  policy: AdaptationPolicy,
): WindowOutcome {
  const { maxInputTokens: mostInput = Infinity } = model;
  const window = request.contextWindow ?? model.contextWindow ?? Infinity;
  const asked = request.parameters.maxOutputTokens;
  const least = Math.max(
    Math.min(asked ?? sensibleOutput, sensibleOutput),
    allowedRange('maxOutputTokens', request, model).min,
  );
  const most = mostRequestTokens(request);
  if (most <= mostInput && most + Math.max(asked ?? 0, least) <= window) {
    const tokens = policy.preview
      ? estimateRequestTokens(request, model).tokens
      : Math.min(quickRequestEstimate(request, model), most);
    return { request, adaptations: [], tokens, fits: true };
  }

  const inputLimit = Math.min(mostInput, window - least);
  const adaptations: Adaptation[] = [];
  let current = request;
  let { tokens, estimated } = estimateRequestTokens(current, model);
  if (tokens > inputLimit && policy.onOverflow === 'drop-oldest') {
    const dropped = dropOldest(current, model, tokens - inputLimit);
    if (dropped !== undefined) {
      current = dropped.request;
      adaptations.push(...dropped.adaptations);
      ({ tokens, estimated } = estimateRequestTokens(current, model));
    }
  }
  if (tokens > inputLimit) {
    if (policy.preview)
      return { request, adaptations: [], tokens: estimateRequestTokens(request, model).tokens, fits: false };
    throw new ByomError('CONTEXT_WINDOW_EXCEEDED', overflowMessage, {
      details: {
        inputTokens: tokens,
        estimated,
        contextWindow: request.contextWindow ?? model.contextWindow,
        maxInputTokens: model.maxInputTokens,
      },
    });
  }
  const margin = estimated ? Math.ceil(tokens * marginShare) : 0;
  const room = Math.max(least, Math.floor(window - tokens - margin));
  if (asked !== undefined && asked > room) {
    current = { ...current, parameters: { ...current.parameters, maxOutputTokens: room } };
    adaptations.push({
      parameter: 'maxOutputTokens',
      action: 'clamped',
      requested: asked,
      sent: room,
      lossless: false,
      reason: `The context window of ${window} tokens holds input and output together.`,
    });
  }
  return { request: current, adaptations, tokens, fits: true };
}

const overflowMessage =
  'The input does not fit the context window of the model: shorten it, choose a model with a larger one, or let onOverflow drop the oldest messages.';
