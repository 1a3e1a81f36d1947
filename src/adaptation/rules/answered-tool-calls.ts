import type { AnsweredToolCalls, Message } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

export const answeredToolCalls: Rule<AnsweredToolCalls> = (request, quirk) => {
  const { messages } = request;
  if (!messages.some(({ role, toolCalls }) => role === 'tool' || (toolCalls?.length ?? 0) > 0)) return undefined;
  const sent = inOrder(messages, quirk.last === true);
  if (sent.length === messages.length && sent.every((message, index) => message === messages[index])) return undefined;
  const invented = sent.filter((message) => !messages.includes(message)).length;
  return {
    request: { ...request, messages: sent },
    adaptations: [
      {
        parameter: 'messages',
        action: invented > 0 ? 'inserted' : 'moved',
        requested: messages.map(({ role }) => role),
        sent: sent.map(({ role }) => role),
        lossless: invented === 0,
        reason: 'The model wants each tool call answered right after the message that made it.',
        quirk: quirk.id,
      },
    ],
  };
};

/** A last message's calls may still wait for their results, unless those are needed; a result of no call becomes what the user says. */
function inOrder(messages: readonly Message[], answersLast: boolean): readonly Message[] {
  const placed = new Set<Message>();
  const sent: Message[] = [];
  for (const [index, message] of messages.entries()) {
    if (placed.has(message)) continue;
    if (message.role === 'tool') {
      sent.push({ role: 'user', content: `A tool answered: ${message.content}`, ...imagesOf(message) });
      continue;
    }
    sent.push(message);
    const waits = index === messages.length - 1 && !answersLast;
    for (const { id } of waits ? [] : (message.toolCalls ?? [])) {
      const result = messages
        .slice(index + 1)
        .find((other) => other.role === 'tool' && other.toolCallId === id && !placed.has(other));
      if (result !== undefined) placed.add(result);
      sent.push(result ?? { role: 'tool', content: 'There is no result.', toolCallId: id });
    }
  }
  return sent;
}

const imagesOf = ({ images }: Message) => (images === undefined ? {} : { images });
