import type { Message, SystemPromptAsUser } from '../../sdk/index.js';
import { joinMessages } from '../join-messages.js';
import type { Rule } from '../rule.js';

export const systemPromptAsUser: Rule<SystemPromptAsUser> = (request, quirk) => {
  const { messages } = request;
  const system = messages.filter(({ role }) => role === 'system');
  if (system.length === 0) return undefined;
  const others = messages.filter(({ role }) => role !== 'system');
  const [first, ...rest] = others;
  const said = system.map((message): Message => Object.assign({}, message, { role: 'user' })) as [
    Message,
    ...Message[],
  ];
  const { message, lossless } = joinMessages(first?.role === 'user' ? [...said, first] : said);
  const sent = first?.role === 'user' ? [message, ...rest] : [message, ...others];
  return {
    request: { ...request, messages: sent },
    adaptations: [
      {
        parameter: 'messages',
        action: 'moved',
        requested: messages.map(({ role }) => role),
        sent: sent.map(({ role }) => role),
        lossless,
        reason: 'The model has no system messages: what they say begins the first message of the user.',
        quirk: quirk.id,
      },
    ],
  };
};
