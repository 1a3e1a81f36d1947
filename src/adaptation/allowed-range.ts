import type { CompletionRequest, NumericParameterName } from '../sdk/index.js';
import { conditionHolds } from './condition-holds.js';
import type { RuleModel } from './rule.js';

/** What all of a model's limits of a parameter allow together; `min` above `max` where they contradict each other. */
export function allowedRange(
  parameter: NumericParameterName,
  request: CompletionRequest,
  model: RuleModel,
): { readonly min: number; readonly max: number } {
  let min = -Infinity;
  let max = Infinity;
  for (const quirk of model.quirks) {
    if (quirk.kind !== 'limited-range' || quirk.parameter !== parameter || !conditionHolds(quirk.when, request))
      continue;
    min = Math.max(min, quirk.min ?? -Infinity);
    max = Math.min(max, quirk.max ?? Infinity);
  }
  return { min, max };
}
