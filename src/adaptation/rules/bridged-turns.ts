import type { BridgedTurns } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

export const bridgedTurns: Rule<BridgedTurns> = (request, quirk) => {
  const { after, before, text = 'OK.' } = quirk;
  const bridge = { role: 'assistant' as const, content: text };
  const messages = request.messages.flatMap((message, index) =>
    message.role === before && request.messages[index - 1]?.role === after ? [bridge, message] : [message],
  );
  if (messages.length === request.messages.length) return undefined;
  return {
    request: { ...request, messages },
    adaptations: [
      {
        parameter: 'messages',
        action: 'inserted',
        requested: null,
        sent: bridge,
        lossless: true,
        reason: `The model takes no message of the role ${before} right after one of the role ${after}.`,
        quirk: quirk.id,
      },
    ],
  };
};
