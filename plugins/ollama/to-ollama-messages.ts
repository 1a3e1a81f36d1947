import type { JsonObject, JsonValue, Message } from 'byom/sdk';

/** Uniform messages in Ollama's own dialect: images as bare base64, arguments as objects, results by the tool's name. */
export function toOllamaMessages(messages: readonly Message[]): JsonObject[] {
  const called = new Map<string, string>();
  return messages.map(({ role, content, images, toolCalls, toolCallId }) => {
    for (const { id, name } of toolCalls ?? []) called.set(id, name);
    const tool = toolCallId === undefined ? undefined : called.get(toolCallId);
    return {
      role,
      content,
      ...(images?.length && { images: images.map(({ base64 }) => base64 ?? '') }),
      ...(toolCalls?.length && {
        tool_calls: toolCalls.map((call, index) => ({
          ...(call.id !== '' && { id: call.id }),
          function: { index, name: call.name, arguments: argumentsObject(call.arguments) },
        })),
      }),
      ...(tool !== undefined && { tool_name: tool }),
      ...(toolCallId && { tool_call_id: toolCallId }),
    };
  });
}

/** Ollama refuses arguments that are no object; what a model once wrote instead is kept under a name. */
function argumentsObject(value: JsonValue): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : { arguments: value };
}
