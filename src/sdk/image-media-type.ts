import type { Image } from './completion.js';

/** How base64 of each type begins. */
const beginnings: readonly (readonly [string, string])[] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
];

/** The media type that an image's bytes say, whatever it is declared to be; the declared one where they say nothing. */
export function imageMediaType({ base64, mediaType }: Image): string | undefined {
  const found = beginnings.find(([beginning]) => base64?.startsWith(beginning) === true)?.[1];
  return found ?? (mediaType === 'image/jpg' ? 'image/jpeg' : mediaType);
}
