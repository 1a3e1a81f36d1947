import { imageMediaType, uniqueCallIds, type Image, type JsonObject, type Message } from 'byom/sdk';
import { cacheMark } from './cache-mark.js';
import { toolUseId } from './tool-use-id.js';

/** Stands in a message that has nothing else: the provider refuses empty ones and blank texts. */
const nothing = '.';

/** The conversation in content blocks; results of tools and what the user then says are one turn. */
export function toConverseMessages(messages: readonly Message[], model: string): JsonObject[] {
  const turns: { readonly role: string; readonly content: JsonObject[]; readonly answersTools: boolean }[] = [];
  for (const [index, message] of uniqueCallIds(messages).entries()) {
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const blocks = [...toBlocks(message, model, index === messages.length - 1), ...cacheMark(message.cache)];
    const last = turns.at(-1);
    if (last?.answersTools && role === 'user') last.content.push(...blocks);
    else turns.push({ role, content: blocks, answersTools: message.role === 'tool' });
  }
  return turns.map(({ role, content }) => ({ role, content }));
}

function toBlocks(
  { role, content, toolCalls = [], toolCallId, images = [] }: Message,
  model: string,
  isLast: boolean,
): JsonObject[] {
  // What the answer is to begin with may not end in white space.
  const text = isLast && role === 'assistant' ? content.trimEnd() : content;
  const shown = [...images.map(toImage), ...(text.trim() === '' ? [] : [{ text }])];
  if (role === 'tool') {
    const result = shown.length > 0 ? shown : [{ text: nothing }];
    return [{ toolResult: { toolUseId: toolUseId(toolCallId ?? '', model), content: result } }];
  }
  const calls = toolCalls.map(({ id, name, arguments: input }) => ({
    toolUse: { toolUseId: toolUseId(id, model), name, input },
  }));
  const blocks = [...shown, ...calls];
  return blocks.length > 0 ? blocks : [{ text: nothing }];
}

const toImage = (image: Image): JsonObject => ({
  image: { format: imageMediaType(image)?.split('/')[1] ?? 'png', source: { bytes: image.base64 ?? '' } },
});
