import type { CompletionRequest, JsonObject, JsonValue, Tool } from 'byom/sdk';
import { checkProviderOptions } from './check-provider-options.js';
import { checkRequestSize } from './check-request-size.js';
import { isPrivate } from './is-private.js';
import { sendFields } from './restore-fields.js';
import { tooStrict } from './too-strict.js';
import { outputConfig, thinkingFields } from './thinking-fields.js';
import { toToolChoice } from './to-tool-choice.js';
import { toToolSchema } from './tool-schema.js';
import { toTurns, textBlock } from './to-turns.js';

/** Longer answers may take ten minutes, for which the provider wants a stream. */
export const mostTokensUnstreamed = 21_333;

/** The body of a Messages request; what has no value is left out. */
export function toMessagesBody(request: CompletionRequest, { stream }: { readonly stream: boolean }): JsonObject {
  checkProviderOptions(request);
  checkRequestSize(request);
  const { parameters, endUser } = request;
  const tools = distinct(request.tools ?? []);
  const { anthropic_beta: _, ...providerOptions } = request.providerOptions ?? {};
  const [first, ...rest] = request.messages;
  const system = first?.role === 'system' ? first : undefined;
  const limit = parameters.maxOutputTokens;
  const strict = !tooStrict(tools);
  const body = {
    ...providerOptions,
    model: request.model,
    system: system && (system.cache === true ? [textBlock(system.content, true)] : system.content),
    messages: toTurns(system ? rest : request.messages, sendFields(request)),
    max_tokens: limit,
    temperature: parameters.temperature,
    top_p: parameters.topP,
    top_k: parameters.topK,
    stop_sequences: parameters.stop,
    ...withFormat(request, thinkingFields(request)),
    tools: tools.length > 0 ? tools.map((tool) => toTool(tool, strict)) : undefined,
    tool_choice: toToolChoice(request),
    metadata: endUser === undefined || isPrivate(endUser) ? providerOptions['metadata'] : { user_id: endUser },
    stream: stream || (limit !== undefined && limit > mostTokensUnstreamed) ? true : undefined,
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as JsonObject;
}

/** Of tools of one name the first. */
const distinct = (tools: readonly Tool[]): readonly Tool[] =>
  tools.filter(({ name }, index) => tools.findIndex((other) => other.name === name) === index);

/** A schema goes beside the effort. */
function withFormat(
  request: CompletionRequest,
  fields: Readonly<Record<string, JsonValue>>,
): Readonly<Record<string, JsonValue>> {
  const { responseFormat } = request;
  if (responseFormat?.kind !== 'json-schema') return fields;
  const config = (fields['output_config'] ?? outputConfig(request)) as JsonObject;
  return {
    ...fields,
    output_config: { ...config, format: { type: 'json_schema', schema: responseFormat.schema ?? {} } },
  };
}

const toTool = ({ name, description, schema, strict }: Tool, maybeStrict: boolean): JsonObject => ({
  name,
  ...(description === undefined ? {} : { description }),
  input_schema: toToolSchema(schema),
  ...(strict === true && maybeStrict ? { strict } : {}),
});
