import type { AllowedValues, CompletionRequest } from '../../sdk/index.js';
import { allowedRange } from '../allowed-range.js';
import { conditionHolds } from '../condition-holds.js';
import type { Rule, RuleModel } from '../rule.js';
import { withoutParameter } from '../without-parameter.js';

export const allowedValues: Rule<AllowedValues> = (request, quirk, model) => {
  const { parameter } = quirk;
  const requested = request.parameters[parameter];
  if (requested === undefined || quirk.values.includes(requested)) return undefined;
  const reason = `The model takes these values of ${parameter}: ${quirk.values.join(', ')}.`;
  const [first, ...rest] = takenBy(request, quirk, model);
  if (quirk.outside === 'drop' || first === undefined) {
    return withoutParameter(request, parameter, model, { reason, quirk: quirk.id });
  }
  const sent = rest.reduce(
    (best, value) => (Math.abs(value - requested) < Math.abs(best - requested) ? value : best),
    first,
  );
  return {
    request: { ...request, parameters: { ...request.parameters, [parameter]: sent } },
    adaptations: [{ parameter, action: 'converted', requested, sent, lossless: false, reason, quirk: quirk.id }],
  };
};

/** The values that all of the model's lists and limits of the parameter allow together. */
function takenBy(request: CompletionRequest, { parameter, values }: AllowedValues, model: RuleModel) {
  const { min, max } = allowedRange(parameter, request, model);
  const lists = model.quirks.filter(
    (other) => other.kind === 'allowed-values' && other.parameter === parameter && conditionHolds(other.when, request),
  );
  return values.filter(
    (value) =>
      value >= min &&
      value <= max &&
      lists.every((list) => list.kind !== 'allowed-values' || list.values.includes(value)),
  );
}
