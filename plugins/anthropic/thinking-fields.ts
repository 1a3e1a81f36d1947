import type { CompletionRequest, JsonObject, JsonValue } from 'byom/sdk';

/** Those that take an effort above high only while they think. */
const effortNeedsThinking = /^claude-(?:opus-5(?!-5)|haiku-5-5)/;

/** How much to think, in the fields of the body that say it: a number of tokens, or an effort to decide by. */
export function thinkingFields(request: CompletionRequest): Readonly<Record<string, JsonValue>> {
  const { parameters, reasoningBudget, wireNames } = request;
  const effort = parameters.reasoningEffort;
  const given = outputConfig(request);
  if (reasoningBudget !== undefined) return { thinking: { type: 'enabled', budget_tokens: reasoningBudget } };
  const lowered: JsonObject = effortIsLowered(request) ? { output_config: { ...given, effort: 'high' } } : {};
  if (effort === undefined) return lowered;
  if (effort === 'none') {
    const type = wireNames?.reasoningEffort === 'between_tools' ? 'between_tools' : 'disabled';
    return { ...lowered, thinking: { type } };
  }
  return { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { ...given, effort } };
}

/** Whether provider options ask for more effort than a model takes that is not to think. */
export function effortIsLowered(request: CompletionRequest): boolean {
  const { effort } = outputConfig(request);
  const thinking = request.providerOptions?.['thinking'];
  const off =
    request.parameters.reasoningEffort === 'none' ||
    (typeof thinking === 'object' && thinking !== null && 'type' in thinking && thinking.type === 'disabled');
  return off && (effort === 'xhigh' || effort === 'max') && effortNeedsThinking.test(request.model);
}

export function outputConfig({ providerOptions }: CompletionRequest): JsonObject {
  const given = providerOptions?.['output_config'];
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as JsonObject) : {};
}
