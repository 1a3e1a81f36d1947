import type { Message } from '../sdk/index.js';

/** One message that says what these of one role say, in their order. `lossless` is false where speakers' names go. */
export function joinMessages(messages: readonly [Message, ...Message[]]): { message: Message; lossless: boolean } {
  const [first] = messages;
  const sameName = messages.every(({ name }) => name === first.name);
  const images = messages.flatMap((message) => message.images ?? []);
  const toolCalls = messages.flatMap((message) => message.toolCalls ?? []);
  return {
    message: {
      role: first.role,
      content: messages
        .map(({ content }) => content)
        .filter((content) => content !== '')
        .join('\n\n'),
      ...(sameName && first.name !== undefined && { name: first.name }),
      ...(messages.some(({ cache }) => cache) && { cache: true }),
      ...(toolCalls.length > 0 && { toolCalls }),
      ...(images.length > 0 && { images }),
    },
    lossless: sameName,
  };
}
