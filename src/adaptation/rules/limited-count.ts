import { ByomError, type CompletionRequest, type LimitedCount } from '../../sdk/index.js';
import type { Rule, RuleOutcome } from '../rule.js';

const names: Readonly<Record<LimitedCount['of'], string>> = {
  tools: 'tools',
  images: 'images',
  'images-per-message': 'images in one message',
  messages: 'messages',
  'cache-marks': 'marks for the prompt cache',
};

export const limitedCount: Rule<LimitedCount> = (request, quirk) => {
  const count = countOf(request, quirk.of);
  if (count <= quirk.most) return undefined;
  const reason = `The model takes at most ${quirk.most} ${names[quirk.of]}.`;
  if (quirk.of === 'cache-marks') return withoutFirstMarks(request, count - quirk.most, { reason, quirk: quirk.id });
  throw new ByomError('UNSUPPORTED_FEATURE', reason, { details: { quirk: quirk.id, most: quirk.most } });
};

function countOf({ messages, tools = [] }: CompletionRequest, of: LimitedCount['of']): number {
  if (of === 'tools') return tools.length;
  if (of === 'messages') return messages.length;
  if (of === 'cache-marks') return messages.filter(({ cache }) => cache === true).length;
  const images = messages.map((message) => message.images?.length ?? 0);
  return of === 'images' ? images.reduce((sum, some) => sum + some, 0) : Math.max(0, ...images);
}

/** The longest prefixes are worth the most, so the last marks stay. */
function withoutFirstMarks(
  request: CompletionRequest,
  excess: number,
  why: { readonly reason: string; readonly quirk: string },
): RuleOutcome {
  let left = excess;
  const messages = request.messages.map((message) => {
    if (message.cache !== true || left === 0) return message;
    left -= 1;
    const { cache: _, ...rest } = message;
    return rest;
  });
  return {
    request: { ...request, messages },
    adaptations: [
      {
        parameter: 'messages',
        action: 'dropped',
        requested: { cacheMarks: excess },
        sent: null,
        lossless: true,
        ...why,
      },
    ],
  };
}
