import type { Image, JsonObject, Message, ToolCall } from 'byom/sdk';

/** A uniform message as version 2 of the Chat API takes it. */
export function toMessage({ role, content, images = [], toolCalls = [], toolCallId }: Message): JsonObject {
  if (role === 'tool') return { role, tool_call_id: toolCallId ?? '', content };
  if (role === 'assistant' && toolCalls.length > 0) {
    return { role, ...(content !== '' && { tool_plan: content }), tool_calls: toolCalls.map(toCall) };
  }
  if (images.length === 0) return { role, content };
  return { role, content: [...(content === '' ? [] : [{ type: 'text', text: content }]), ...images.map(toImage)] };
}

const toCall = ({ id, name, arguments: given }: ToolCall): JsonObject => ({
  id,
  type: 'function',
  function: { name, arguments: typeof given === 'string' ? given : JSON.stringify(given) },
});

const toImage = ({ url, base64, mediaType }: Image): JsonObject => ({
  type: 'image_url',
  image_url: { url: url ?? `data:${mediaType ?? 'image/png'};base64,${base64 ?? ''}` },
});
