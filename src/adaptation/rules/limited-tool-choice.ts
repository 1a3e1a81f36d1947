import type { JsonObject, LimitedToolChoice } from '../../sdk/index.js';
import { conditionHolds } from '../condition-holds.js';
import type { Rule } from '../rule.js';

export const limitedToolChoice: Rule<LimitedToolChoice> = (request, quirk) => {
  const requested = request.toolChoice;
  if (requested === undefined || requested.mode === 'auto' || quirk.modes.includes(requested.mode)) return undefined;
  if (!conditionHolds(quirk.when, request)) return undefined;
  const sent = { mode: 'auto' } as const;
  return {
    request: { ...request, toolChoice: sent },
    adaptations: [
      {
        parameter: 'toolChoice',
        action: 'converted',
        requested: requested as unknown as JsonObject,
        sent,
        lossless: false,
        reason: `The model takes these tool choices: ${quirk.modes.join(', ')}.`,
        quirk: quirk.id,
      },
    ],
  };
};
