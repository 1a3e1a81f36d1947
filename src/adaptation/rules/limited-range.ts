import type { LimitedRange } from '../../sdk/index.js';
import { allowedRange } from '../allowed-range.js';
import type { Rule } from '../rule.js';
import { withoutParameter } from '../without-parameter.js';

export const limitedRange: Rule<LimitedRange> = (request, quirk, model) => {
  const { parameter, min = -Infinity, max = Infinity } = quirk;
  const requested = request.parameters[parameter];
  if (requested === undefined || (requested >= min && requested <= max)) return undefined;
  const reason = `The model takes ${parameter} ${words(min, max)}.`;
  const allowed = allowedRange(parameter, request, model);
  if (quirk.outside === 'drop' || allowed.min > allowed.max) {
    return withoutParameter(request, parameter, model, { reason, quirk: quirk.id });
  }
  const sent = Math.min(Math.max(requested, allowed.min), allowed.max);
  return {
    request: { ...request, parameters: { ...request.parameters, [parameter]: sent } },
    adaptations: [{ parameter, action: 'clamped', requested, sent, lossless: false, reason, quirk: quirk.id }],
  };
};

function words(min: number, max: number): string {
  if (min === max) return `at ${min} only`;
  if (min === -Infinity) return `up to ${max}`;
  return max === Infinity ? `from ${min} on` : `from ${min} to ${max}`;
}
