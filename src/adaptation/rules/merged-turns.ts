import type { MergedTurns, Message } from '../../sdk/index.js';
import { joinMessages } from '../join-messages.js';
import type { Rule } from '../rule.js';

/** Tool messages are left alone: each answers a call of its own. */
const mergeable = (a: Message | undefined, b: Message | undefined) => a?.role === b?.role && a?.role !== 'tool';

export const mergedTurns: Rule<MergedTurns> = (request, quirk) => {
  const { messages } = request;
  if (!messages.some((message, index) => index > 0 && mergeable(messages[index - 1], message))) return undefined;
  const turns: [Message, ...Message[]][] = [];
  for (const message of messages) {
    const turn = turns.at(-1);
    if (turn !== undefined && mergeable(turn[0], message)) turn.push(message);
    else turns.push([message]);
  }
  const merged = turns.map((turn) => (turn.length === 1 ? { message: turn[0], lossless: true } : joinMessages(turn)));
  return {
    request: { ...request, messages: merged.map(({ message }) => message) },
    adaptations: [
      {
        parameter: 'messages',
        action: 'merged',
        requested: messages.map(({ role }) => role),
        sent: merged.map(({ message }) => message.role),
        lossless: merged.every(({ lossless }) => lossless),
        reason: 'The model wants turns to alternate: neighbouring messages of one role become one.',
        quirk: quirk.id,
      },
    ],
  };
};
