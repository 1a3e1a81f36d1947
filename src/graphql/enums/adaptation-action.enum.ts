import type { AdaptationAction } from '../../sdk/index.js';
import { defineEnum } from './define-enum.js';

export const AdaptationActionEnum = defineEnum<AdaptationAction>(
  'AdaptationAction',
  'What was done to a part of a request that the model does not take as it is.',
  {
    clamped: 'A number was moved to the nearest that is taken.',
    renamed: 'The same thing was sent under another name.',
    dropped: 'It was left out.',
    converted: 'It was sent in another form.',
    merged: 'Several parts were joined into one.',
    moved: 'It was sent in another place.',
    inserted: 'Something was added that the provider demands.',
    truncated: 'It was cut to what fits.',
    reported: 'Nothing was changed; the caller should know something.',
  },
);
