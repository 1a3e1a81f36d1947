import {
  ByomError,
  type CompletionRequest,
  type JsonObject,
  type JsonValue,
  type ResponseFormat,
  type Tool,
  type ToolChoice,
} from '../../sdk/index.js';
import { objectOf } from '../content-of.js';
import type { ChatBodyOptions } from '../to-chat-body.js';
import { toInputItems } from './to-input-items.js';

/** Fields that a uniform one owns; `providerOptions` may hold none of them. */
const owned = new Set(
  'model input instructions stream stream_options max_output_tokens temperature top_p top_logprobs tools tool_choice user'.split(
    ' ',
  ),
);

/** A uniform request as the Responses API spells it. What it has no field for was taken out by declared quirks. */
export function toResponsesBody(request: CompletionRequest, stream: boolean, options: ChatBodyOptions): JsonObject {
  const { endUserField = 'user' } = options;
  const { parameters, tools, responseFormat } = request;
  // Nothing of the customer's is kept by the provider unless the customer says so.
  const body: Record<string, JsonValue> = { store: false };
  for (const [field, value] of Object.entries(request.providerOptions ?? {})) {
    if (owned.has(field) || field === endUserField) {
      throw new ByomError('BAD_USER_INPUT', 'A provider option has a parameter of its own: use that one.', {
        details: { field },
      });
    }
    body[field] = value;
  }
  body.model = request.model;
  body.input = request.messages.flatMap((message) => toInputItems(message, options));
  if (parameters.maxOutputTokens !== undefined) body.max_output_tokens = parameters.maxOutputTokens;
  if (parameters.temperature !== undefined) body.temperature = parameters.temperature;
  if (parameters.topP !== undefined) body.top_p = parameters.topP;
  if (parameters.logprobs !== undefined) {
    body.top_logprobs = parameters.logprobs;
    const include = Array.isArray(body.include) ? (body.include as readonly JsonValue[]) : [];
    body.include = [...include, 'message.output_text.logprobs'];
  }
  if (parameters.reasoningEffort !== undefined) {
    body.reasoning = { ...objectOf(body.reasoning), effort: parameters.reasoningEffort };
  }
  const { verbosity, ...rest } = body;
  const format = responseFormat && toTextFormat(responseFormat);
  const text = { ...objectOf(body.text), ...(verbosity !== undefined && { verbosity }), ...(format && { format }) };
  return {
    ...rest,
    ...(Object.keys(text).length > 0 && { text }),
    ...(tools?.length && {
      tools: tools.map(toFunctionTool),
      ...(request.toolChoice && { tool_choice: toToolChoice(request.toolChoice) }),
      ...(request.parallelToolCalls !== undefined && { parallel_tool_calls: request.parallelToolCalls }),
    }),
    ...(request.endUser !== undefined && { [endUserField]: request.endUser }),
    ...(stream && { stream: true }),
  };
}

/** Left out, `strict` would be true here. */
const toFunctionTool = ({ name, description, schema, strict = false }: Tool): JsonObject => ({
  type: 'function',
  name,
  ...(description !== undefined && { description }),
  parameters: schema,
  strict,
});

function toTextFormat({ kind, schema, name, strict }: ResponseFormat): JsonObject | undefined {
  if (kind === 'text') return undefined;
  if (kind === 'json') return { type: 'json_object' };
  return { type: 'json_schema', name: name ?? 'answer', schema: schema ?? {}, ...(strict !== undefined && { strict }) };
}

const toToolChoice = ({ mode, tool }: ToolChoice): JsonValue =>
  mode === 'tool' && tool !== undefined ? { type: 'function', name: tool } : mode;
