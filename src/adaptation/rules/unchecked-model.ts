import type { UncheckedModel } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

export const uncheckedModel: Rule<UncheckedModel> = (request, quirk, { exists }) => {
  if (exists !== false) return undefined;
  return {
    request,
    adaptations: [
      {
        parameter: 'model',
        action: 'reported',
        requested: request.model,
        sent: request.model,
        lossless: false,
        reason: 'The server does not have this model, and answers with another one all the same.',
        quirk: quirk.id,
      },
    ],
  };
};
