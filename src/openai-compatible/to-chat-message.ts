import type { Image, JsonObject, JsonValue, Message } from '../sdk/index.js';
import { shortToolCallId } from './short-tool-call-id.js';

export interface ChatMessageOptions {
  /** What stands for the text of a message that only calls tools; null where left out. */
  readonly emptyContent?: null | '';
  /** The id under which a tool call goes back, where the provider's rules are other than at most 40 characters. */
  readonly toolCallId?: (id: string) => string;
  /** True where the ids of tool calls hold letters, digits, `_` and `-` alone. */
  readonly plainToolCallIds?: boolean;
  /** True where the names of speakers hold letters, digits, `_` and `-` alone. */
  readonly plainSpeakerNames?: boolean;
  /** The mark that goes onto the text where a prefix worth caching ends. */
  readonly cacheMark?: JsonObject;
}

/** A uniform message in the chat-completions dialect. */
export function toChatMessage(message: Message, options: ChatMessageOptions = {}): JsonObject {
  const { role, name, toolCalls, toolCallId } = message;
  const spellId = toolCallIdSpelling(options);
  if (role === 'tool') return { role, tool_call_id: spellId(toolCallId ?? ''), content: toContent(message, options) };
  return {
    role,
    content: toContent(message, options),
    ...(name !== undefined && { name: options.plainSpeakerNames ? name.replaceAll(/[^\w-]/g, '_') : name }),
    ...(toolCalls?.length && {
      tool_calls: toolCalls.map((call) => ({
        id: spellId(call.id),
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

/** The id under which a tool call goes back: the same one in the call and in its result. */
export const toolCallIdSpelling = ({ toolCallId, plainToolCallIds }: ChatMessageOptions): ((id: string) => string) =>
  toolCallId ?? ((id) => shortToolCallId(id, plainToolCallIds));

function toContent({ content, images, toolCalls, cache }: Message, options: ChatMessageOptions): JsonValue {
  const mark = cache === true && content !== '' ? options.cacheMark : undefined;
  if (images?.length || mark) {
    const text = content === '' ? [] : [{ type: 'text', text: content, ...mark }];
    return [...text, ...(images ?? []).map(toImagePart)];
  }
  return content === '' && toolCalls?.length ? (options.emptyContent ?? null) : content;
}

const toImagePart = (image: Image): JsonObject => ({ type: 'image_url', image_url: { url: imageUrl(image) } });

/** Where an image is: its own address, or one that holds it whole. */
export const imageUrl = ({ url, base64, mediaType }: Image): string =>
  url ?? `data:${mediaType ?? 'image/png'};base64,${base64 ?? ''}`;
