import type { CompletionRequest, JsonObject, JsonValue, Tool, ToolChoice } from 'byom/sdk';
import { cacheMark } from './cache-mark.js';
import { checkProviderOptions } from './check-provider-options.js';
import { present } from './present.js';
import { toAdditionalFields } from './to-additional-fields.js';
import { toConverseMessages } from './to-converse-messages.js';

/** The body of a Converse request; what has no value is left out. */
export function toConverseBody(request: CompletionRequest): JsonObject {
  checkProviderOptions(request);
  const { parameters, messages, tools = [], toolChoice, endUser, providerOptions = {} } = request;
  const leading = messages.findIndex(({ role }) => role !== 'system');
  const system = messages.slice(0, leading < 0 ? messages.length : leading);
  const { maxOutputTokens, temperature, topP, stop } = parameters;
  return present({
    ...providerOptions,
    system:
      system.length > 0 ? system.flatMap(({ content, cache }) => [{ text: content }, ...cacheMark(cache)]) : undefined,
    messages: toConverseMessages(messages.slice(system.length), request.model),
    inferenceConfig: filled({ maxTokens: maxOutputTokens, temperature, topP, stopSequences: stop }),
    toolConfig:
      tools.length > 0
        ? present({ tools: tools.map(toTool), toolChoice: toolChoice && toToolChoice(toolChoice) })
        : undefined,
    outputConfig: outputConfig(request),
    additionalModelRequestFields: filled(toAdditionalFields(request)),
    requestMetadata: endUser === undefined ? providerOptions['requestMetadata'] : { endUser: metadataValue(endUser) },
  });
}

/** As much as the provider takes there. */
const metadataValue = (value: string) => value.replace(/[^\w\s:@$#=/+,.-]/g, '_').slice(0, 256);

function filled(fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject | undefined {
  const given = present(fields);
  return Object.keys(given).length > 0 ? given : undefined;
}

const toTool = ({ name, description, schema, strict }: Tool): JsonObject => ({
  toolSpec: present({
    name,
    description: description?.trim() === '' ? undefined : description,
    inputSchema: { json: { type: 'object', ...schema } },
    strict: strict === true ? true : undefined,
  }),
});

function toToolChoice({ mode, tool }: ToolChoice): JsonObject | undefined {
  if (mode === 'tool' && tool !== undefined) return { tool: { name: tool } };
  if (mode === 'required' || mode === 'tool') return { any: {} };
  return mode === 'auto' ? { auto: {} } : undefined;
}

function outputConfig({ responseFormat, providerOptions }: CompletionRequest): JsonValue | undefined {
  if (responseFormat?.kind !== 'json-schema') return providerOptions?.['outputConfig'];
  const { schema = {}, name } = responseFormat;
  const jsonSchema = present({ schema: JSON.stringify(schema), name });
  return { textFormat: { type: 'json_schema', structure: { jsonSchema } } };
}
