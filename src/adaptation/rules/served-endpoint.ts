import type { ServedEndpoint } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

export const servedEndpoint: Rule<ServedEndpoint> = (request, quirk) => {
  if (request.endpoint !== undefined) return undefined;
  const { endpoint } = quirk;
  return {
    request: { ...request, endpoint },
    adaptations: [
      {
        parameter: 'endpoint',
        action: 'moved',
        requested: null,
        sent: endpoint,
        lossless: true,
        reason: 'The provider serves this request on another endpoint than its usual one.',
        quirk: quirk.id,
      },
    ],
  };
};
