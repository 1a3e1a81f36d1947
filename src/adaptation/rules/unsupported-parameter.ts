import type { UnsupportedParameter } from '../../sdk/index.js';
import type { Rule } from '../rule.js';
import { withoutParameter } from '../without-parameter.js';

export const unsupportedParameter: Rule<UnsupportedParameter> = (request, quirk, model) => {
  if (request.parameters[quirk.parameter] === undefined) return undefined;
  const reason =
    quirk.when === undefined
      ? `The model does not take ${quirk.parameter}.`
      : `The model does not take ${quirk.parameter} with ${quirk.when.reasoningEffort === undefined ? 'the rest of this request' : 'this reasoning effort'}.`;
  return withoutParameter(request, quirk.parameter, model, { reason, quirk: quirk.id });
};
