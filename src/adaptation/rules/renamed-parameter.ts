import type { RenamedParameter } from '../../sdk/index.js';
import { conditionHolds } from '../condition-holds.js';
import type { Rule } from '../rule.js';

/** Only the spelling on the wire changes; of two spellings the one declared last counts. */
export const renamedParameter: Rule<RenamedParameter> = (request, quirk, model) => {
  const { parameter, as } = quirk;
  if (request.parameters[parameter] === undefined || request.wireNames?.[parameter] === as) return undefined;
  const last = model.quirks.findLast(
    (other) =>
      other.kind === 'renamed-parameter' && other.parameter === parameter && conditionHolds(other.when, request),
  );
  if (last !== quirk) return undefined;
  return {
    request: { ...request, wireNames: { ...request.wireNames, [parameter]: as } },
    adaptations: [
      {
        parameter,
        action: 'renamed',
        requested: parameter,
        sent: as,
        lossless: true,
        reason: `The provider calls ${parameter} ${as}.`,
        quirk: quirk.id,
      },
    ],
  };
};
