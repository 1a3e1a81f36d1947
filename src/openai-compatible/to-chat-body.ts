import {
  ByomError,
  type CompletionRequest,
  type JsonObject,
  type JsonValue,
  type ParameterName,
  type ResponseFormat,
  type ToolChoice,
} from '../sdk/index.js';
import { chatSpellings } from './chat-spellings.js';
import { toChatMessage, type ChatMessageOptions } from './to-chat-message.js';

export interface ChatBodyOptions extends ChatMessageOptions {
  /** Ask for usage at the end of a stream; true where left out. */
  readonly streamUsage?: boolean;
  /** The field for the customer's own end user: `user` where left out. */
  readonly endUserField?: string;
  /** False where messages may not name their speakers. */
  readonly speakerNames?: boolean;
  /** False where `strict` is not known. */
  readonly strictSchemas?: boolean;
  /** The provider's own spelling of a tool choice; undefined leaves it out. */
  readonly toolChoice?: (choice: ToolChoice) => JsonValue | undefined;
  /** The provider's own spelling of a response format; undefined leaves it out. */
  readonly responseFormat?: (format: ResponseFormat) => JsonObject | undefined;
}

/** Fields that a uniform one owns, by any spelling; `providerOptions` may hold none of them. */
const owned = new Set([
  ...Object.values(chatSpellings),
  'max_completion_tokens',
  'logprobs',
  'model',
  'messages',
  'stream',
  'stream_options',
  'response_format',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'user',
]);

/** A uniform request in the chat-completions dialect. */
export function toChatBody(request: CompletionRequest, stream: boolean, options: ChatBodyOptions = {}): JsonObject {
  const { streamUsage = true, endUserField = 'user', speakerNames = true, strictSchemas = true } = options;
  const body: Record<string, JsonValue> = {};
  for (const [field, value] of Object.entries(request.providerOptions ?? {})) {
    if (owned.has(field) || field === endUserField) {
      throw new ByomError('BAD_USER_INPUT', 'A provider option has a parameter of its own: use that one.', {
        details: { field },
      });
    }
    body[field] = value;
  }
  body.model = request.model;
  body.messages = request.messages.map((message) =>
    toChatMessage(speakerNames || message.name === undefined ? message : { ...message, name: undefined }, options),
  );
  for (const [name, value] of Object.entries(request.parameters) as [ParameterName, JsonValue | undefined][]) {
    // The dialect has no field for a reasoning budget: a plugin that declares one adds its own.
    if (value === undefined || (name === 'reasoningEffort' && request.reasoningBudget !== undefined)) continue;
    // An empty list says nothing, and is refused.
    if (name === 'stop' && request.parameters.stop?.length === 0) continue;
    if (name === 'logprobs') body.logprobs = true;
    body[request.wireNames?.[name] ?? chatSpellings[name]] = value;
  }
  const spellFormat = options.responseFormat ?? ((one: ResponseFormat) => toResponseFormat(one, strictSchemas));
  const format = request.responseFormat && spellFormat(request.responseFormat);
  if (format) body.response_format = format;
  if (request.tools?.length) {
    body.tools = request.tools.map(({ name, description, schema, strict }) => ({
      type: 'function',
      function: {
        name,
        ...(description !== undefined && { description }),
        parameters: schema,
        ...(strict !== undefined && strictSchemas && { strict }),
      },
    }));
    const choice = request.toolChoice && (options.toolChoice ?? toToolChoice)(request.toolChoice);
    if (choice !== undefined) body.tool_choice = choice;
    if (request.parallelToolCalls !== undefined) body.parallel_tool_calls = request.parallelToolCalls;
  }
  if (request.endUser !== undefined) body[endUserField] = request.endUser;
  if (stream) {
    body.stream = true;
    if (streamUsage) body.stream_options = { include_usage: true };
  }
  return body;
}

function toResponseFormat(
  { kind, schema, name, strict }: ResponseFormat,
  strictSchemas: boolean,
): JsonObject | undefined {
  if (kind === 'text') return undefined;
  if (kind === 'json') return { type: 'json_object' };
  return {
    type: 'json_schema',
    json_schema: {
      name: name ?? 'answer',
      schema: schema ?? {},
      ...(strict !== undefined && strictSchemas && { strict }),
    },
  };
}

function toToolChoice({ mode, tool }: ToolChoice): JsonValue {
  return mode === 'tool' && tool !== undefined ? { type: 'function', function: { name: tool } } : mode;
}
