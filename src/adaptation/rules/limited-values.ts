import { reasoningEfforts, type LimitedValues } from '../../sdk/index.js';
import { conditionHolds } from '../condition-holds.js';
import { nearestEffort } from '../nearest-effort.js';
import type { Rule } from '../rule.js';
import { withoutParameter } from '../without-parameter.js';

export const limitedValues: Rule<LimitedValues> = (request, quirk, model) => {
  const requested = request.parameters.reasoningEffort;
  if (requested === undefined || quirk.values.includes(requested)) return undefined;
  const reason = `The model takes these reasoning efforts: ${quirk.values.join(', ')}.`;
  const lists = model.quirks.filter((other) => other.kind === 'limited-values' && conditionHolds(other.when, request));
  const allowed = reasoningEfforts.filter((effort) =>
    lists.every((list) => list.kind !== 'limited-values' || list.values.includes(effort)),
  );
  const mapped = quirk.mapped?.[requested];
  const sent = mapped !== undefined && allowed.includes(mapped) ? mapped : nearestEffort(requested, allowed);
  if (sent === undefined) return withoutParameter(request, 'reasoningEffort', model, { reason, quirk: quirk.id });
  return {
    request: { ...request, parameters: { ...request.parameters, reasoningEffort: sent } },
    adaptations: [
      { parameter: 'reasoningEffort', action: 'converted', requested, sent, lossless: false, reason, quirk: quirk.id },
    ],
  };
};
