import type { CompletionRequest, JsonObject, ResponseFormat } from 'byom/sdk';
import { checkProviderOptions } from './check-provider-options.js';
import { toMessage } from './to-message.js';
import { toTools } from './to-tools.js';

/** The body of a request of the Chat API; what has no value is left out. */
export function toChatBody(request: CompletionRequest, { stream }: { readonly stream: boolean }): JsonObject {
  checkProviderOptions(request);
  const { model, messages, parameters, responseFormat, wireNames, providerOptions } = request;
  const body = {
    ...providerOptions,
    model,
    messages: messages.map(toMessage),
    max_tokens: parameters.maxOutputTokens,
    temperature: parameters.temperature,
    [wireNames?.topP ?? 'p']: parameters.topP,
    [wireNames?.topK ?? 'k']: parameters.topK,
    [wireNames?.stop ?? 'stop_sequences']: parameters.stop,
    seed: parameters.seed,
    frequency_penalty: parameters.frequencyPenalty,
    presence_penalty: parameters.presencePenalty,
    logprobs: parameters.logprobs === undefined ? undefined : true,
    response_format: responseFormat && toResponseFormat(responseFormat),
    thinking: toThinking(request),
    ...toTools(request),
    stream: stream ? true : undefined,
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as JsonObject;
}

function toResponseFormat({ kind, schema }: ResponseFormat): JsonObject | undefined {
  if (kind === 'text') return undefined;
  return { type: 'json_object', ...(kind === 'json-schema' && schema && { json_schema: schema }) };
}

function toThinking({ parameters, reasoningBudget, providerOptions }: CompletionRequest) {
  if (parameters.reasoningEffort === undefined) return providerOptions?.['thinking'];
  if (parameters.reasoningEffort === 'none') return { type: 'disabled' };
  return { type: 'enabled', ...(reasoningBudget !== undefined && { token_budget: reasoningBudget }) };
}
