import { ByomError, type LimitedImageTypes } from '../../sdk/index.js';
import type { Rule } from '../rule.js';

export const limitedImageTypes: Rule<LimitedImageTypes> = (request, quirk) => {
  const refused = request.messages.some(({ images }) =>
    images?.some(({ mediaType }) => mediaType !== undefined && !quirk.types.includes(mediaType.toLowerCase())),
  );
  if (!refused) return undefined;
  throw new ByomError('UNSUPPORTED_FEATURE', `The model takes images of these types: ${quirk.types.join(', ')}.`, {
    details: { quirk: quirk.id },
  });
};
