import { ByomError, type InlineImagesOnly } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

export const inlineImagesOnly: Rule<InlineImagesOnly> = (request, quirk) => {
  if (!request.messages.some(({ images }) => images?.some(({ url }) => url !== undefined))) return undefined;
  throw new ByomError('UNSUPPORTED_FEATURE', 'This provider takes no image by its url: give it as base64.', {
    details: { quirk: quirk.id },
  });
};
