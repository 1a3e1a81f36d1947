import type { Image, JsonObject, Message } from '../../sdk/index.js';
import { imageUrl, toolCallIdSpelling, type ChatMessageOptions } from '../to-chat-message.js';

/** A uniform message as items of the Responses API: calls and results of tools stand beside messages, not in them. */
export function toInputItems(message: Message, options: ChatMessageOptions): readonly JsonObject[] {
  const { role, content, images, toolCalls = [] } = message;
  const spellId = toolCallIdSpelling(options);
  if (role === 'tool') {
    return [{ type: 'function_call_output', call_id: spellId(message.toolCallId ?? ''), output: content }];
  }
  const calls = toolCalls.map((call) => ({
    type: 'function_call',
    call_id: spellId(call.id),
    name: call.name,
    arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
  }));
  // What an assistant said has no parts to be marked here.
  const mark = message.cache === true && role !== 'assistant' && content !== '' ? options.cacheMark : undefined;
  if (content === '' && !images?.length && calls.length > 0) return calls;
  return [
    {
      // The models served here know instructions by this role; the older one stands for it.
      role: role === 'system' ? 'developer' : role,
      content:
        images?.length || mark
          ? [
              ...(content === '' ? [] : [{ type: 'input_text', text: content, ...mark }]),
              ...(images ?? []).map(toInputImage),
            ]
          : content,
    },
    ...calls,
  ];
}

const toInputImage = (image: Image): JsonObject => ({
  type: 'input_image',
  image_url: imageUrl(image),
  detail: 'auto',
});
