import type { Image, JsonObject, Message } from '../sdk/index.js';

/** A uniform message in the chat-completions dialect. */
export function toChatMessage({ role, content, name, images, toolCalls, toolCallId }: Message): JsonObject {
  if (role === 'tool') return { role, tool_call_id: toolCallId ?? '', content };
  return {
    role,
    content: images?.length
      ? [...(content === '' ? [] : [{ type: 'text', text: content }]), ...images.map(toImagePart)]
      : content === '' && toolCalls?.length
        ? null
        : content,
    ...(name !== undefined && { name }),
    ...(toolCalls?.length && {
      tool_calls: toolCalls.map((call) => ({
        id: call.id,
        type: 'function',
        // Arguments that were no JSON are kept as the text they were.
        function: {
          name: call.name,
          arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
        },
      })),
    }),
  };
}

function toImagePart({ url, base64, mediaType }: Image): JsonObject {
  return { type: 'image_url', image_url: { url: url ?? `data:${mediaType ?? 'image/png'};base64,${base64 ?? ''}` } };
}
