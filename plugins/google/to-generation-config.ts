import type { CompletionRequest, JsonObject } from 'byom/sdk';

/** How to generate, in the fields of GenerationConfig; what has no value is left out. */
export function toGenerationConfig(request: CompletionRequest): JsonObject {
  const { parameters, responseFormat, wireNames } = request;
  const config = {
    temperature: parameters.temperature,
    topP: parameters.topP,
    topK: parameters.topK,
    maxOutputTokens: parameters.maxOutputTokens,
    [wireNames?.stop ?? 'stopSequences']: parameters.stop,
    seed: parameters.seed,
    frequencyPenalty: parameters.frequencyPenalty,
    presencePenalty: parameters.presencePenalty,
    [wireNames?.n ?? 'candidateCount']: parameters.n,
    responseLogprobs: parameters.logprobs === undefined ? undefined : true,
    logprobs: parameters.logprobs,
    responseMimeType: responseFormat === undefined || responseFormat.kind === 'text' ? undefined : 'application/json',
    responseJsonSchema: responseFormat?.kind === 'json-schema' ? responseFormat.schema : undefined,
    thinkingConfig: toThinkingConfig(request),
  };
  return Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined)) as JsonObject;
}

/** A number of tokens for models that want one, else a level; thoughts are told where thinking is asked for. */
function toThinkingConfig({ parameters, reasoningBudget }: CompletionRequest): JsonObject | undefined {
  const effort = parameters.reasoningEffort;
  if (reasoningBudget !== undefined) return { thinkingBudget: reasoningBudget, includeThoughts: true };
  if (effort === undefined) return undefined;
  return effort === 'none' ? { thinkingBudget: 0 } : { thinkingLevel: effort, includeThoughts: true };
}
