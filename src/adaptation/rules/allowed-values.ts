import type { AllowedValues } from '../../sdk/index.js';
import type { Rule } from '../rule.js';
import { withoutParameter } from '../without-parameter.js';

export const allowedValues: Rule<AllowedValues> = (request, quirk, model) => {
  const { parameter, values } = quirk;
  const requested = request.parameters[parameter];
  if (requested === undefined || values.includes(requested)) return undefined;
  const reason = `The model takes these values of ${parameter}: ${values.join(', ')}.`;
  if (quirk.outside === 'drop') return withoutParameter(request, parameter, model, { reason, quirk: quirk.id });
  const sent = values.reduce((best, value) =>
    Math.abs(value - requested) < Math.abs(best - requested) ? value : best,
  );
  return {
    request: { ...request, parameters: { ...request.parameters, [parameter]: sent } },
    adaptations: [{ parameter, action: 'converted', requested, sent, lossless: false, reason, quirk: quirk.id }],
  };
};
