import type { ExclusiveParameters } from '../../sdk/index.js';
import type { Rule } from '../rule.js';
import { withoutParameter } from '../without-parameter.js';

export const exclusiveParameters: Rule<ExclusiveParameters> = (request, quirk, model) => {
  const { keep, drop } = quirk;
  if (keep === drop || request.parameters[keep] === undefined || request.parameters[drop] === undefined)
    return undefined;
  const reason = `The model takes either ${keep} or ${drop}, not both.`;
  return withoutParameter(request, drop, model, { reason, quirk: quirk.id });
};
