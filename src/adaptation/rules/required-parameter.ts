import type { RequiredParameter } from '../../sdk/index.js';
import { allowedRange } from '../allowed-range.js';
import type { Rule } from '../rule.js';

/** Where neither the request, the quirk nor the catalogue says how much. */
const fallbackTokens = 4096;

export const requiredParameter: Rule<RequiredParameter> = (request, quirk, model) => {
  if (request.parameters[quirk.parameter] !== undefined) return undefined;
  const { min, max } = allowedRange(quirk.parameter, request, model);
  const value = quirk.value ?? model.maxOutputTokens ?? (Number.isFinite(max) ? max : fallbackTokens);
  const sent = Math.max(Math.min(value, max), min);
  return {
    request: { ...request, parameters: { ...request.parameters, [quirk.parameter]: sent } },
    adaptations: [
      {
        parameter: quirk.parameter,
        action: 'inserted',
        requested: null,
        sent,
        lossless: true,
        reason: `The provider demands ${quirk.parameter}.`,
        quirk: quirk.id,
      },
    ],
  };
};
