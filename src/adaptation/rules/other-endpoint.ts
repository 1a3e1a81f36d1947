import { ByomError, type OtherEndpoint } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

export const otherEndpoint: Rule<OtherEndpoint> = (request, quirk) => {
  throw new ByomError(
    'UNSUPPORTED_FEATURE',
    'This model is served by another endpoint of its provider than chat completions: choose another model.',
    { details: { quirk: quirk.id } },
  );
};
