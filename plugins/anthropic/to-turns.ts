import { createHash } from 'node:crypto';
import { imageMediaType, uniqueCallIds, type Image, type JsonObject, type JsonValue, type Message } from 'byom/sdk';

interface Turn {
  readonly role: string;
  readonly blocks: JsonObject[];
  /** Results of tools may be followed by more of them, and by the user's own words. */
  readonly answersTools: boolean;
}

/** The conversation in content blocks, with what calls were given as `toInput` spells it. Results of tools are the user's turn, together with what the user then says. */
export function toTurns(messages: readonly Message[], toInput: (given: JsonValue) => JsonValue): JsonObject[] {
  const turns: Turn[] = [];
  for (const [index, message] of uniqueCallIds(messages).entries()) {
    const role = message.role === 'tool' ? 'user' : message.role;
    const blocks = toBlocks(message, index === messages.length - 1, toInput);
    const last = turns.at(-1);
    if (last?.answersTools && role === 'user') last.blocks.push(...blocks);
    else turns.push({ role, blocks, answersTools: message.role === 'tool' });
  }
  return turns.map(({ role, blocks }) => ({ role, content: plainText(blocks) ?? blocks }));
}

export const textBlock = (text: string, cached = false): JsonObject => ({
  type: 'text',
  text,
  ...(cached ? { cache_control: { type: 'ephemeral' } } : {}),
});

/** An id as the provider takes it; the same for a call and for its result, and another for another one. */
const toolId = (id: string) =>
  /^[\w-]{1,64}$/.test(id) ? id : `call_${createHash('sha256').update(id).digest('hex').slice(0, 24)}`;

function toBlocks(message: Message, isLast: boolean, toInput: (given: JsonValue) => JsonValue): JsonObject[] {
  const { role, content, toolCalls = [], toolCallId, images = [], cache } = message;
  const blocks: JsonObject[] = [];
  if (role === 'tool') {
    const shown = images.map(toImage);
    blocks.push({
      type: 'tool_result',
      tool_use_id: toolId(toolCallId ?? ''),
      content: shown.length > 0 ? [textBlock(content), ...shown] : content,
    });
  } else {
    blocks.push(...images.map(toImage));
    // What the answer is to begin with may not end in white space.
    const text = isLast && role === 'assistant' ? content.trimEnd() : content;
    if (text !== '' || (images.length === 0 && toolCalls.length === 0)) blocks.push(textBlock(text));
    blocks.push(
      ...toolCalls.map(({ id, name, arguments: input }) => ({
        type: 'tool_use',
        id: toolId(id),
        name,
        input: toInput(input),
      })),
    );
  }
  const last = blocks.at(-1);
  if (cache === true && last && last['text'] !== '')
    blocks[blocks.length - 1] = { ...last, cache_control: { type: 'ephemeral' } };
  return blocks;
}

const toImage = (image: Image): JsonObject => ({
  type: 'image',
  source:
    image.base64 === undefined
      ? { type: 'url', url: image.url ?? '' }
      : { type: 'base64', media_type: imageMediaType(image) ?? '', data: image.base64 },
});

/** One block of text and nothing else can go as the text alone. */
function plainText(blocks: readonly JsonObject[]): string | undefined {
  const [only, more] = blocks;
  return more === undefined && only?.['type'] === 'text' && only['cache_control'] === undefined
    ? (only['text'] as string)
    : undefined;
}
