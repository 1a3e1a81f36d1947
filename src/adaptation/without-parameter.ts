import type { Adaptation, CompletionRequest, JsonValue, ParameterName } from '../sdk/index.js';
import type { RuleModel, RuleOutcome } from './rule.js';

const neutral: Readonly<Partial<Record<ParameterName, JsonValue>>> = { n: 1, frequencyPenalty: 0, presencePenalty: 0 };

/** Leaves a parameter out; lossless only where its value asks for what happens anyway. */
export function withoutParameter(
  request: CompletionRequest,
  parameter: ParameterName,
  model: RuleModel,
  why: Pick<Adaptation, 'reason' | 'quirk'>,
): RuleOutcome {
  const { [parameter]: requested, ...parameters } = request.parameters;
  const asks = requested as JsonValue;
  const lossless =
    asks === neutral[parameter] ||
    asks === model.defaults[parameter] ||
    (parameter === 'reasoningEffort' && asks === 'none' && !model.features.includes('reasoning')) ||
    (Array.isArray(asks) && asks.length === 0);
  return {
    request: { ...request, parameters },
    adaptations: [{ parameter, action: 'dropped', requested: asks, sent: null, lossless, ...why }],
  };
}
