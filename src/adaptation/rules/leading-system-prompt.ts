import type { LeadingSystemPrompt, Message } from '../../sdk/index.js';
import { joinMessages } from '../join-messages.js';
import type { Rule } from '../rule.js';

export const leadingSystemPrompt: Rule<LeadingSystemPrompt> = (request, quirk) => {
  const { messages } = request;
  if (!messages.some(({ role }, index) => role === 'system' && index > 0)) return undefined;
  const system = messages.filter(({ role }) => role === 'system');
  const others = messages.filter(({ role }) => role !== 'system');
  const joined = joinMessages(system as [Message, ...Message[]]);
  const sent = [joined.message, ...others];
  const moved = messages.some(({ role }, index) => role === 'system' && index >= system.length);
  return {
    request: { ...request, messages: sent },
    adaptations: [
      {
        parameter: 'messages',
        action: moved ? 'moved' : 'merged',
        requested: messages.map(({ role }) => role),
        sent: sent.map(({ role }) => role),
        lossless: joined.lossless,
        reason: 'The model takes one system message, at the start.',
        quirk: quirk.id,
      },
    ],
  };
};
