import type { CompletionRequest, Image, JsonObject, JsonValue, Message, ToolCall } from 'byom/sdk';
import { fromCallId } from './call-id.js';
import { isGemini3 } from './is-gemini3.js';

/** Stands for a signature that another model never gave; the API documents it for replayed history. */
export const skippedSignature = 'skip_thought_signature_validator';

/** The conversation as turns of the user and of the model; results of tools are the user's, all of a turn together. */
export function toContents({ model, messages }: CompletionRequest): JsonObject[] {
  const signs = isGemini3(model);
  const called = new Map<string, string>();
  const contents: JsonObject[] = [];
  let results: JsonObject[] | undefined;
  for (const message of messages) {
    if (message.role === 'system') continue;
    if (message.role === 'tool') {
      if (results === undefined) contents.push({ role: 'user', parts: (results = []) });
      results.push(toResult(message, called));
      continue;
    }
    results = undefined;
    for (const { id, name } of message.toolCalls ?? []) called.set(id, name);
    const parts = [...toText(message), ...(message.images ?? []).map(toImage), ...toCalls(message, signs)];
    if (parts.length > 0) contents.push({ role: message.role === 'assistant' ? 'model' : 'user', parts });
  }
  return contents;
}

/** Empty text is refused. */
const toText = ({ content }: Message): JsonObject[] => (content === '' ? [] : [{ text: content }]);

function toImage({ url, base64, mediaType }: Image): JsonObject {
  const mimeType = mediaType !== undefined && { mimeType: mediaType };
  return base64 === undefined
    ? { fileData: { ...mimeType, fileUri: url ?? '' } }
    : { inlineData: { ...mimeType, data: base64 } };
}

function toCalls({ toolCalls = [] }: Message, signs: boolean): JsonObject[] {
  const unsigned = toolCalls.every(({ id }) => fromCallId(id).signature === undefined);
  return toolCalls.map(({ id: callId, name, arguments: given }, index) => {
    const { id, signature = signs && unsigned && index === 0 ? skippedSignature : undefined } = fromCallId(callId);
    return {
      functionCall: { ...(id !== '' && { id }), name, args: toObject(given) },
      ...(signature !== undefined && { thoughtSignature: signature }),
    };
  });
}

/** Arguments are an object here, whatever another model made of them. */
const toObject = (given: ToolCall['arguments']): JsonObject =>
  typeof given === 'object' && given !== null && !Array.isArray(given)
    ? (given as JsonObject)
    : { value: given as JsonValue };

function toResult(
  { content, toolCallId = '', images = [], name }: Message,
  called: ReadonlyMap<string, string>,
): JsonObject {
  const { id } = fromCallId(toolCallId);
  return {
    functionResponse: {
      ...(id !== '' && { id }),
      name: called.get(toolCallId) ?? name ?? id,
      response: { output: content },
      ...(images.length > 0 && { parts: images.map(toImage) }),
    },
  };
}
