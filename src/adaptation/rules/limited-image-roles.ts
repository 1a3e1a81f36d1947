import type { Image, LimitedImageRoles, Message } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

export const limitedImageRoles: Rule<LimitedImageRoles> = (request, quirk) => {
  const { messages } = request;
  const misplaced = ({ role, images }: Message) => (images?.length ?? 0) > 0 && !quirk.roles.includes(role);
  if (!messages.some(misplaced)) return undefined;
  const sent: Message[] = [];
  const waiting: Image[] = [];
  for (const [index, message] of messages.entries()) {
    if (misplaced(message)) {
      const { images = [], ...rest } = message;
      waiting.push(...images);
      sent.push(rest);
    } else {
      sent.push(message);
    }
    // Results of tools stay together.
    if (waiting.length > 0 && messages[index + 1]?.role !== 'tool') {
      sent.push({ role: 'user', content: 'The images of the message above.', images: waiting.splice(0) });
    }
  }
  return {
    request: { ...request, messages: sent },
    adaptations: [
      {
        parameter: 'messages',
        action: 'moved',
        requested: messages.map(({ role }) => role),
        sent: sent.map(({ role }) => role),
        lossless: true,
        reason: `The model takes images in messages of these roles: ${quirk.roles.join(', ')}.`,
        quirk: quirk.id,
      },
    ],
  };
};
