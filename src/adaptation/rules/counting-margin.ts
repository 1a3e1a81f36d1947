import type { CountingMargin } from '../../sdk/index.js';
import { estimateRequestTokens, mostRequestTokens } from '../estimate-tokens.js';
import type { Rule } from '../rule.js';

export const countingMargin: Rule<CountingMargin> = (request, quirk, model) => {
  const requested = request.parameters.maxOutputTokens;
  const { contextWindow: window } = model;
  const by = 1 + quirk.share;
  if (requested === undefined || window === undefined) return undefined;
  if (mostRequestTokens(request) * by + requested <= window) return undefined;
  const sent = window - Math.ceil(estimateRequestTokens(request, model).tokens * by);
  // Where nothing is left, the window itself has something to say.
  if (sent >= requested || sent < 1) return undefined;
  return {
    request: { ...request, parameters: { ...request.parameters, maxOutputTokens: sent } },
    adaptations: [
      {
        parameter: 'maxOutputTokens',
        action: 'clamped',
        requested,
        sent,
        lossless: false,
        reason: `The provider counts the input up to ${Math.round(quirk.share * 100)}% higher, and together with the output limit it may not exceed the window of ${window} tokens.`,
        quirk: quirk.id,
      },
    ],
  };
};
