import { ByomError } from '../sdk/index.js';

/** A lone surrogate: half a character, which UTF-8 cannot hold. */
const unstorable = /\0|\p{Surrogate}/u;

/** Names and ids are stored as text, which holds no NUL and no half characters; JSON is stored so that it holds them. */
export function isStorable(text: string): boolean {
  return !unstorable.test(text);
}

export function storedText(text: string, what: string): string {
  if (isStorable(text)) return text;
  throw new ByomError('BAD_USER_INPUT', `The ${what} may hold no NUL and no half of a character.`);
}
