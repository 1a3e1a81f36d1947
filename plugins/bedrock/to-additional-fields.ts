import type { CompletionRequest, JsonObject, JsonValue } from 'byom/sdk';

/**
 * What the model takes and Converse has no field for. Where it goes is declared with the model's family, as the path of
 * a renamed parameter: `inferenceConfig.topK`, `reasoning.effort`.
 */
export function toAdditionalFields(request: CompletionRequest): Readonly<Record<string, JsonValue>> {
  const { parameters, wireNames = {}, providerOptions } = request;
  const given = (providerOptions?.['additionalModelRequestFields'] ?? {}) as JsonObject;
  const { topK } = parameters;
  const placed = topK === undefined ? given : withField(given, (wireNames.topK ?? 'top_k').split('.'), topK);
  return withReasoning(request, placed);
}

function withReasoning({ parameters, wireNames, reasoningBudget }: CompletionRequest, fields: JsonObject): JsonObject {
  const effort = parameters.reasoningEffort;
  if (reasoningBudget !== undefined) {
    return withField(fields, ['thinking'], { type: 'enabled', budget_tokens: reasoningBudget });
  }
  if (effort === undefined) return fields;
  const path = wireNames?.reasoningEffort?.split('.') ?? [];
  const [root] = path;
  if (effort === 'none' && root === 'reasoningConfig') return withField(fields, [root], { type: 'disabled' });
  const thinks = root === undefined || root === 'output_config';
  if (effort === 'none' && thinks) return withField(fields, ['thinking'], { type: 'disabled' });
  const sent = path.length > 0 ? withField(fields, path, effort) : fields;
  if (root === 'output_config') return withField(sent, ['thinking'], { type: 'adaptive' });
  return root === 'reasoningConfig' ? withField(sent, [root, 'type'], 'enabled') : sent;
}

function withField(fields: JsonObject, [name, ...rest]: readonly string[], value: JsonValue): JsonObject {
  if (name === undefined) return fields;
  if (rest.length === 0) return { ...fields, [name]: value };
  const inner = fields[name];
  const nested = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as JsonObject) : {};
  return { ...fields, [name]: withField(nested, rest, value) };
}
