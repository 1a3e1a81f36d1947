import type { FirstTurn } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

export const firstTurn: Rule<FirstTurn> = (request, quirk) => {
  const { messages } = request;
  const at = messages.findIndex(({ role }) => role !== 'system');
  if (at >= 0 && messages[at]?.role === quirk.role) return undefined;
  const inserted = { role: quirk.role, content: quirk.text ?? 'Hello.' };
  return {
    request: { ...request, messages: messages.toSpliced(at < 0 ? messages.length : at, 0, inserted) },
    adaptations: [
      {
        parameter: 'messages',
        action: 'inserted',
        requested: null,
        sent: inserted,
        lossless: true,
        reason: 'The model wants the user to speak first.',
        quirk: quirk.id,
      },
    ],
  };
};
