import { ByomError } from '../sdk/index.js';
import type { CompletionRequest, JsonObject, Message, ResolvedModel } from '../sdk/index.js';
import type { GenerateInput } from './generate-input.js';
import { withProviderToolCallIds } from './tool-call-ids.js';

/** The uniform request for a checked input: nothing that was left out, and providers' own tool call ids. */
export function completionRequest(input: GenerateInput, model: ResolvedModel): CompletionRequest {
  const { responseFormat, tools, toolChoice } = input;
  return given({
    model: model.providerModelId,
    messages: input.messages.map((message) => withProviderToolCallIds(messageOf(message))),
    parameters: given(input.parameters ?? {}) as CompletionRequest['parameters'],
    responseFormat: responseFormat && responseFormat.kind !== 'text' ? given(responseFormat) : undefined,
    tools: tools?.length ? tools.map((tool) => given(tool)) : undefined,
    toolChoice: toolChoice && tools?.length ? given(toolChoice) : undefined,
    parallelToolCalls: tools?.length ? input.parallelToolCalls : undefined,
    providerOptions: providerOptions(input, model),
    endUser: input.endUser,
  }) as CompletionRequest;
}

/**
 * Fields of providers' bodies that a uniform field owns, whatever their spelling: what is reserved for a call is for the
 * model, the answers and the length that those say.
 */
const owned = new Set(
  `model models preset messages system prompt input stream stream_options temperature top_p top_k max_tokens max_completion_tokens
  max_output_tokens stop stop_sequences seed frequency_penalty presence_penalty n best_of logprobs top_logprobs reasoning_effort
  reasoning thinking output_config response_format format tools tool_choice parallel_tool_calls functions function_call user options
  authorization api_key`.split(/\s+/),
);

function providerOptions(input: GenerateInput, model: ResolvedModel): JsonObject | undefined {
  const options = input.providerOptions?.[model.providerId];
  if (options === undefined || options === null) return undefined;
  if (typeof options !== 'object' || Array.isArray(options)) {
    throw new ByomError('BAD_USER_INPUT', `providerOptions.${model.providerId} must be an object.`);
  }
  const clash = Object.keys(options).find((name) => owned.has(name.toLowerCase()));
  if (clash !== undefined) {
    throw new ByomError('BAD_USER_INPUT', `providerOptions may not set ${clash}, which a uniform field owns.`);
  }
  return options as JsonObject;
}

function messageOf(message: GenerateInput['messages'][number]): Message {
  const { images, toolCalls } = message;
  return given({
    ...message,
    content: message.content ?? '',
    images: images?.length ? images.map((image) => given(image)) : undefined,
    toolCalls: toolCalls?.length ? toolCalls.map((call) => given(call)) : undefined,
  }) as Message;
}

/** Without what is null or undefined. */
function given<T extends object>(fields: T): T {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined && value !== null) kept[name] = value;
  return kept as T;
}
