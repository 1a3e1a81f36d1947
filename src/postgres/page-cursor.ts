import { ByomError } from '../sdk/index.js';
import { isStorable } from './stored-text.js';

type Key = string | number;

export function pageCursor(key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** What a cursor of ours stands for, as text; undefined without a cursor. */
export function cursorKey(cursor: string | undefined, type: 'string' | 'number'): Key | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (type === 'number' && Number.isInteger(key) && Math.abs(Number(key)) < 2 ** 31) return Number(key);
    if (type === 'string' && typeof key === 'string' && isStorable(key)) return key;
  } catch {
    // Told below.
  }
  throw new ByomError('BAD_USER_INPUT', 'The cursor is not one of this list: leave `after` out to begin anew.');
}
