import type { HiddenReasoning } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

export const hiddenReasoning: Rule<HiddenReasoning> = (request, quirk) => {
  const { maxOutputTokens: limit, reasoningEffort } = request.parameters;
  if (limit === undefined || limit >= quirk.below || reasoningEffort === 'none') return undefined;
  return {
    request,
    adaptations: [
      {
        parameter: 'maxOutputTokens',
        action: 'reported',
        requested: limit,
        sent: limit,
        lossless: true,
        reason: `Hidden reasoning counts towards the output limit: below ${quirk.below} tokens the answer can end empty.`,
        quirk: quirk.id,
      },
    ],
  };
};
