import type { FilledMessages, Message } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

const isEmpty = ({ content, images, toolCalls }: Message) =>
  content.trim() === '' && !images?.length && !toolCalls?.length;

export const filledMessages: Rule<FilledMessages> = (request, quirk) => {
  const { messages } = request;
  const roles = quirk.roles ?? ['system', 'user', 'assistant'];
  const refused = (message: Message) => roles.includes(message.role) && isEmpty(message);
  if (!messages.some(refused)) return undefined;
  const text = quirk.text ?? '(empty)';
  // A result that goes leaves its call unanswered, and a conversation needs one message.
  const onlyEmpty = messages.every(refused);
  const sent = messages.flatMap((message, index): Message[] => {
    if (!refused(message)) return [message];
    const kept = quirk.text !== undefined || message.role === 'tool' || (onlyEmpty && index === messages.length - 1);
    return kept ? [{ ...message, content: text }] : [];
  });
  return {
    request: { ...request, messages: sent },
    adaptations: [
      {
        parameter: 'messages',
        action: sent.length < messages.length ? 'dropped' : 'inserted',
        requested: messages.map(({ role }) => role),
        sent: sent.map(({ role }) => role),
        lossless: true,
        reason: 'The model refuses messages without content.',
        quirk: quirk.id,
      },
    ],
  };
};
