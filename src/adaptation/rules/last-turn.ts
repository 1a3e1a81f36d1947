import { ByomError, type LastTurn } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

export const lastTurn: Rule<LastTurn> = (request, quirk) => {
  const { messages } = request;
  const last = messages.at(-1);
  if (last === undefined || quirk.roles.includes(last.role)) return undefined;
  const reason = `The model wants the conversation to end with one of these roles: ${quirk.roles.join(', ')}.`;
  if (quirk.outside === 'continue') {
    const sent = { role: 'user' as const, content: quirk.text ?? 'Continue.' };
    return {
      request: { ...request, messages: [...messages, sent] },
      adaptations: [
        { parameter: 'messages', action: 'inserted', requested: null, sent, lossless: true, reason, quirk: quirk.id },
      ],
    };
  }
  const kept = messages.slice(0, messages.findLastIndex(({ role }) => quirk.roles.includes(role)) + 1);
  if (kept.length === 0) throw new ByomError('UNSUPPORTED_FEATURE', reason, { details: { quirk: quirk.id } });
  return {
    request: { ...request, messages: kept },
    adaptations: [
      {
        parameter: 'messages',
        action: 'dropped',
        requested: messages.slice(kept.length).map(({ role }) => role),
        sent: null,
        lossless: false,
        reason,
        quirk: quirk.id,
      },
    ],
  };
};
