import type { DefaultParameter } from '../../sdk/index.js';
import { conditionHolds } from '../condition-holds.js';
import type { Rule } from '../rule.js';

/** What is put in never displaces what was asked for: beside a parameter that excludes it, it stays out. */
export const defaultParameter: Rule<DefaultParameter> = (request, quirk, model) => {
  const { parameter, value: sent } = quirk;
  if (request.parameters[parameter] !== undefined) return undefined;
  const displaces = model.quirks.some(
    (other) =>
      other.kind === 'exclusive-parameters' &&
      ((other.keep === parameter && request.parameters[other.drop] !== undefined) ||
        (other.drop === parameter && request.parameters[other.keep] !== undefined)) &&
      conditionHolds(other.when, request),
  );
  if (displaces) return undefined;
  return {
    request: { ...request, parameters: { ...request.parameters, [parameter]: sent } },
    adaptations: [
      {
        parameter,
        action: 'inserted',
        requested: null,
        sent,
        lossless: true,
        reason: `Left out, ${parameter} would not mean here what it means elsewhere.`,
        quirk: quirk.id,
      },
    ],
  };
};
