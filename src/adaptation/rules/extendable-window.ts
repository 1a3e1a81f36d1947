import type { Adaptation, CompletionRequest, ExtendableWindow } from '../../sdk/index.js';
import { mostRequestTokens, quickRequestEstimate } from '../estimate-tokens.js';
import type { Rule, RuleModel } from '../rule.js';

/** Tokens of output that are made room for where the request says nothing, and at most. */
const usualOutput = 512;
const mostOutput = 8_192;
/** What is only estimated needs some more. */
const margin = 1.15;

export const extendableWindow: Rule<ExtendableWindow> = (request, quirk, model) => {
  if (request.contextWindow !== undefined) return undefined;
  const { [quirk.option]: asked, ...others } = request.providerOptions ?? {};
  if (typeof asked === 'number' && Number.isSafeInteger(asked) && asked > 0) {
    const sent = Math.min(asked, model.largestContextWindow ?? asked);
    const told = { requested: asked, sent, reason: `The model was trained for ${sent} tokens at most.` };
    return {
      request: { ...request, providerOptions: others, contextWindow: sent },
      adaptations: sent === asked ? [] : [adaptation('clamped', quirk.id, { ...told, lossless: false })],
    };
  }
  const sent = windowFor(request, quirk, model);
  if (sent === undefined) return undefined;
  const reason =
    sent === model.contextWindow
      ? `The server runs the model with ${sent} tokens now, and is asked to keep to that.`
      : `The server runs the model with ${model.contextWindow} tokens, which the request does not fit: it is asked for more.`;
  return {
    request: { ...request, contextWindow: sent },
    adaptations: [adaptation('inserted', quirk.id, { requested: null, sent, lossless: true, reason })],
  };
};

/** The window of now or the next power of two, since another window is another loading; undefined where none is needed. */
function windowFor(
  request: CompletionRequest,
  { certain = Infinity }: ExtendableWindow,
  model: RuleModel,
): number | undefined {
  const { contextWindow: now, largestContextWindow: most } = model;
  if (now === undefined || most === undefined) return undefined;
  const output = Math.min(request.parameters.maxOutputTokens ?? usualOutput, mostOutput);
  const unasked = Math.min(now, certain);
  if (mostRequestTokens(request) + output <= unasked) return undefined;
  const needed = Math.ceil(quickRequestEstimate(request, model) * margin) + output;
  if (needed <= unasked || (most <= now && certain >= now)) return undefined;
  return needed <= now ? now : Math.max(now, Math.min(most, 2 ** Math.ceil(Math.log2(needed))));
}

const adaptation = (
  action: Adaptation['action'],
  quirk: string,
  told: Pick<Adaptation, 'requested' | 'sent' | 'lossless' | 'reason'>,
): Adaptation => ({ parameter: 'contextWindow', action, quirk, ...told });
