import { ByomError } from '../sdk/index.js';

/** A lone surrogate: half a character, which UTF-8 cannot hold. */
const unstorable = /\0|\p{Surrogate}/u;

/** Names and ids are stored as text, which holds no NUL and no half characters; JSON is stored so that it holds them. */
export function isStorable(text: string): boolean {
  return !unstorable.test(text);
}

/** Nothing else is looked for by id: a key that was given for one by mistake is in no statement. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

export function storedText(text: string, what: string): string {
  if (isStorable(text)) return text;
  throw new ByomError('BAD_USER_INPUT', `The ${what} may hold no NUL and no half of a character.`);
}
