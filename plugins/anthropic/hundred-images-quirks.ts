import type { Quirk } from 'byom/sdk';
import { asOf, sources } from './sources.js';

const most = (id: string, count: number): readonly Quirk[] => [
  { kind: 'limited-count', id, of: 'images', most: count, source: sources.piModels, asOf },
];

/** Models with a window of 200,000 tokens. */
export const hundredImagesQuirks = most('hundred-images', 100);
/** Models with a window of a million. */
export const sixHundredImagesQuirks = most('six-hundred-images', 600);
